#pragma once
// Reads runs back from their rows.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "store/record.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// How the run of each key ended; nothing for keys that are not recorded.
[[nodiscard]] std::vector<std::optional<Status>> load_statuses(Connection& connection,
                                                               std::span<const std::string> keys);

/// The run of this row id of `runs`, which must exist, with all that hangs on it; `id` is left
/// empty.
[[nodiscard]] StoredRun load_run(Connection& connection, std::int64_t run_id);

/// Its curves: all, or the one of `metric`.
[[nodiscard]] std::vector<Curve> load_curves(Connection& connection, std::int64_t run_id,
                                             const std::string& metric = "");

/// The curves of one metric of the runs with these keys, in their order; a run without one is
/// passed over.
[[nodiscard]] std::vector<Curve> load_curves(Connection& connection,
                                             const std::vector<std::string>& keys,
                                             const std::string& metric);

/// What in the rows of all runs does not fit their checksums: "run 1f2e3d4c5b6a: ...", a line each.
[[nodiscard]] std::vector<std::string> damaged_runs(Connection& connection);

}  // namespace ice::store
