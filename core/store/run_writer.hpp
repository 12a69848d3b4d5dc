#pragma once
// Writes runs and their checksums as rows.
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

/// The run with its lists in the order in which the tables return them. Throws Error when a name
/// occurs twice, the epochs of a curve do not increase, or it has not one value per epoch.
[[nodiscard]] Run well_formed(Run run);

/// The number of rows that the run needs: one for itself and for each metric, curve and plugin.
[[nodiscard]] std::uint64_t row_count(const Run& run);

/// Writes runs with prepared statements. Borrows the connection, which must outlive it. Not
/// thread-safe: one thread at a time. REQUIRES: put and link are called inside a transaction, and
/// forget after a transaction that was rolled back. Throws StoreError.
class RunWriter {
 public:
  explicit RunWriter(Connection& connection);

  /// Writes a run, replaces an earlier one of its key, and links it to the revision. Returns its
  /// row id. REQUIRES: well_formed returned the run.
  std::int64_t put(std::int64_t revision_id, std::int64_t environment_id, const Run& run);

  /// Links recorded runs to the current plan of a revision; ignores keys that are not recorded. A
  /// run that is in another cell than its link says is moved to that cell.
  void link(std::int64_t revision_id, std::span<const Link> links);

  /// Forgets the row ids of names and cells, which a rollback has taken back.
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
