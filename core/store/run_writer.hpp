#pragma once
// Writes runs as rows, with their checksums.
#include <cstdint>
#include <span>
#include <string>

#include "store/cell_writer.hpp"
#include "store/checksum.hpp"
#include "store/query/run_sums.hpp"
#include "store/record.hpp"
#include "store/sqlite/sqlite.hpp"
#include "store/store.hpp"

namespace ice::store {

/// The run with its lists sorted as the tables sort them. Throws Error (our bug) when a name stands
/// twice, a curve's epochs do not rise, or its values are not as many.
[[nodiscard]] Run well_formed(Run run);

/// Rows that the run makes, its own included: a curve is one.
[[nodiscard]] std::uint64_t row_count(const Run& run);

/// Prepared statements that write runs. To be used inside a transaction; call `forget` after one
/// that was rolled back.
class RunWriter {
 public:
  explicit RunWriter(Connection& connection);

  /// Writes a well-formed run in place of any earlier one of its key, and links it to the revision;
  /// its row id.
  std::int64_t put(std::int64_t revision_id, std::int64_t environment_id, const Run& run);

  /// Links recorded runs to a revision whose present plan holds them too; keys that are not
  /// recorded are passed over. Runs that are not in the cell of their link are moved there.
  void link(std::int64_t revision_id, std::span<const Link> links);

  void forget();

 private:
  struct Revision {
    std::int64_t id = 0, study_id = 0, plan = 0, planned = 0;
    std::string study, spec_sha256;
  };
  [[nodiscard]] Revision revision(std::int64_t id);
  std::int64_t put_run(const Revision& revision, std::int64_t environment_id, std::int64_t cell_id,
                       std::uint64_t number, const Run& run);
  void put_metrics(std::int64_t run_id, const Run& run, RowSum& sum);
  void put_curves(std::int64_t run_id, const Run& run, RowSum& sum);
  void put_plugins(std::int64_t run_id, const Run& run, RowSum& sum);
  void put_sums(std::int64_t run_id, const std::string& content);
  void put_link(const Revision& revision, std::int64_t run_id, const std::string& key,
                std::uint64_t cell);
  void move_to_cells(std::span<const Link> links);
  void renumber_runs_of(std::int64_t cell_id);
  void link_one(const Revision& revision, const Link& link);

  NameIds names_;
  CellWriter cells_;
  RecordSums record_sums_;
  Statement revision_, run_, clear_metrics_, clear_curves_, clear_plugins_;
  Statement metric_, curve_, file_, find_file_, plugin_, checksums_;
  Statement find_, link_, move_, renumber_, misnumbered_;
};

}  // namespace ice::store
