#pragma once
// The cells of a store of schema 1, which did not know them: what can be told from its runs.
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

/// The varied parameters of a text of a study.
class Axes {
 public:
  Axes() = default;
  /// As the text says; nothing when this program cannot read it any more.
  [[nodiscard]] static std::optional<Axes> of_text(const std::string& name,
                                                   const std::string& text);
  /// The parameters in which these cells differ.
  [[nodiscard]] static Axes of_cells(const std::vector<const Params*>& cells);

  /// Each of them that a cell has, with its value as the study writes it: {"optimizer":
  /// {"name": "momentum", "beta": 0.9}} for a value that sets a plugin's parameters too.
  [[nodiscard]] base::Value values_in(const Params& params) const;

 private:
  std::vector<study::Parameter> parameters_;
};

/// Walks the runs in the order in which they began. Those of the same parameters and plugin files
/// are of one cell until a seed comes again: then something else that determines a run had changed,
/// its data or the numerics, and another cell begins.
class OldCells {
 public:
  explicit OldCells(Connection& connection);

  /// All runs in the order in which they began.
  [[nodiscard]] const std::vector<schema1::RunRow>& runs() const { return runs_; }
  [[nodiscard]] std::size_t size() const { return cells_.size(); }

  /// The cell of a run by the run's row id: its place among the cells, what the store keeps of it,
  /// and the parameters of its runs.
  [[nodiscard]] std::size_t cell_of(std::int64_t run_id) const { return cell_of_.at(run_id); }
  [[nodiscard]] Cell identity_of(std::int64_t run_id) const;
  [[nodiscard]] const Params& params_of(std::int64_t run_id) const;

  /// Key of each cell -> its place in the order of the cells' newest runs; from 1.
  [[nodiscard]] std::map<std::string, std::int64_t> ranks() const;

  /// Of the cells of some runs those that no cell of the same parameters with a newer run is among.
  [[nodiscard]] std::set<std::size_t> newest_of(const std::vector<schema1::StudyRun>& links) const;

 private:
  struct Entry {
    std::string code_key, key;
    std::set<std::uint64_t> seeds;
    std::size_t newest_run = 0;  // its place among the runs
  };
  void add(std::size_t place, const Run& code);

  std::vector<schema1::RunRow> runs_;
  std::vector<Entry> cells_;
  std::map<std::int64_t, std::size_t> cell_of_;
  std::map<std::string, Params> params_;                         // by code_key
  std::map<std::string, std::vector<std::size_t>> generations_;  // by parameters and plugin files
};

}  // namespace ice::store
