#pragma once
// Derives the cells of a store of schema 1, which did not know cells, from its runs.
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "store/record.hpp"
#include "store/upgrade/schema1.hpp"
#include "study/study.hpp"

namespace ice::store {

using Params = std::vector<std::pair<std::string, base::Value>>;

/// The varied parameters of one text of a study. Immutable after construction.
class Axes {
 public:
  Axes() = default;
  /// The varied parameters that the text declares; nullopt when this program refuses the text.
  [[nodiscard]] static std::optional<Axes> of_text(const std::string& name,
                                                   const std::string& text);
  /// The parameters that do not have the same value in all these cells.
  [[nodiscard]] static Axes of_cells(const std::vector<const Params*>& cells);

  /// The varied parameters that a cell has, with their values as the study writes them. A value
  /// that sets parameters of a plugin too is a map: {"name": "momentum", "beta": 0.9}.
  [[nodiscard]] base::Value values_in(const Params& params) const;

 private:
  std::vector<study::Parameter> parameters_;
};

/// The cells of a store of schema 1. The constructor reads all runs in the order in which they
/// began; the object is immutable afterwards and does not use the connection. Runs with the same
/// parameters and plugin files belong to one cell until a seed occurs again. Then something else
/// had changed that determines a run (its data or the numerics), and a new cell begins.
class OldCells {
 public:
  explicit OldCells(Connection& connection);

  /// All runs in the order in which they began.
  [[nodiscard]] const std::vector<schema1::RunRow>& runs() const { return runs_; }
  /// The number of cells.
  [[nodiscard]] std::size_t size() const { return cells_.size(); }

  /// The cell of the run with this row id: its index, its identity (without `varied`), and its
  /// parameters.
  [[nodiscard]] std::size_t cell_of(std::int64_t run_id) const { return cell_of_.at(run_id); }
  [[nodiscard]] Cell identity_of(std::int64_t run_id) const;
  [[nodiscard]] const Params& params_of(std::int64_t run_id) const;

  /// Key of each cell -> its rank when cells are ordered by their newest runs, from 1.
  [[nodiscard]] std::map<std::string, std::int64_t> ranks() const;

  /// The indices of the cells of these runs, without those for which another of these cells has the
  /// same parameters and a newer run.
  [[nodiscard]] std::set<std::size_t> newest_of(const std::vector<schema1::StudyRun>& links) const;

 private:
  struct Entry {
    std::string code_key, key;
    std::set<std::uint64_t> seeds;
    std::size_t newest_run = 0;  // index into runs_
  };
  void add(std::size_t index, const Run& code);

  std::vector<schema1::RunRow> runs_;
  std::vector<Entry> cells_;
  std::map<std::int64_t, std::size_t> cell_of_;
  std::map<std::string, Params> params_;                         // by code_key
  std::map<std::string, std::vector<std::size_t>> generations_;  // by parameters and plugin files
};

}  // namespace ice::store
