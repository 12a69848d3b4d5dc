#pragma once
// Reads runs from their rows. Functions throw StoreError when the store is damaged.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "store/record.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// The status in a column of a row.
[[nodiscard]] Status decode_status(Connection& connection, const Statement& row, int column);

/// The status of the run of each key, in the order of the keys; nullopt when it is not recorded.
[[nodiscard]] std::vector<std::optional<Status>> load_statuses(Connection& connection,
                                                               std::span<const std::string> keys);

/// For the run of each key, in the order of the keys, the first of `metrics` that it lacks; an
/// empty text where it has all of them, or is not recorded.
[[nodiscard]] std::vector<std::string> load_lacking_metric(Connection& connection,
                                                           std::span<const std::string> keys,
                                                           std::span<const std::string> metrics);

/// For the run of each key, in the order of the keys, the final value of a metric; nullopt where it
/// has none, or is not recorded.
[[nodiscard]] std::vector<std::optional<double>> load_values(Connection& connection,
                                                             std::span<const std::string> keys,
                                                             const std::string& metric);

/// The run with this row id in the table `runs`, with everything recorded of it. The field `id`
/// stays empty. REQUIRES: the row exists.
[[nodiscard]] StoredRun load_run(Connection& connection, std::int64_t run_id);

/// The environments of the runs with these row ids, each once, in the order of their recording.
[[nodiscard]] std::vector<Environment> load_environments(Connection& connection,
                                                         const std::vector<std::int64_t>& run_ids);

/// The environment with this row id. REQUIRES: the row exists.
[[nodiscard]] Environment load_environment(Connection& connection, std::int64_t id);

/// The curve in a row with the columns name and points.
[[nodiscard]] Curve curve_from(Connection& connection, const Statement& row);

/// The curves of a run: all, or only that of `metric` (none when it has no such curve).
[[nodiscard]] std::vector<Curve> load_curves(Connection& connection, std::int64_t run_id,
                                             const std::string& metric = "");

/// The curves of one metric of the runs with these keys, in the order of the keys. Runs without
/// such a curve are skipped.
[[nodiscard]] std::vector<Curve> load_curves(Connection& connection,
                                             const std::vector<std::string>& keys,
                                             const std::string& metric);

/// One line ("run 1f2e3d4c5b6a: ...") for each run whose rows do not match its checksums.
[[nodiscard]] std::vector<std::string> damaged_runs(Connection& connection);

}  // namespace ice::store
