#pragma once
// Writes runs as rows, with their checksums.
#include <cstdint>

#include "store/checksum.hpp"
#include "store/record.hpp"
#include "store/sqlite.hpp"

namespace ice::store {

/// The run with its lists sorted as the tables sort them. Throws Error (our bug) when a name stands
/// twice, a curve's epochs do not rise, or its values are not as many.
[[nodiscard]] Run well_formed(Run run);

/// Rows that the run makes, its own included.
[[nodiscard]] std::uint64_t row_count(const Run& run);

/// The two checksums of a run as they grow: `content` over what is equal however a run was
/// scheduled (key, seed, status, error, epochs, params, metrics, curves, plugins but their path),
/// `record` over that and the rest.
struct RunSums {
  RowSum content, record;
};

/// Prepared statements that write runs. To be used inside a transaction.
class RunWriter {
 public:
  explicit RunWriter(Connection& connection);

  /// Writes a well-formed run in place of any earlier one of its key, and links it to the study.
  void put(std::int64_t study_id, std::int64_t environment_id, const Run& run);

  /// Links a recorded run to a study whose plan holds it too; a key that is not recorded is passed
  /// over.
  void link(std::int64_t study_id, const std::string& key, std::uint64_t cell);

 private:
  std::int64_t put_run(std::int64_t study_id, std::int64_t environment_id, const Run& run);
  void put_params(std::int64_t run_id, const Run& run, RunSums& sums);
  void put_metrics(std::int64_t run_id, const Run& run, RunSums& sums);
  void put_curves(std::int64_t run_id, const Run& run, RunSums& sums);
  void put_plugins(std::int64_t run_id, const Run& run, RunSums& sums);

  Statement run_, clear_params_, clear_metrics_, clear_curves_, clear_plugins_;
  Statement param_, metric_, curve_, plugin_, checksums_, link_;
};

}  // namespace ice::store
