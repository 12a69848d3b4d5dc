#pragma once
// Finds what differs between two runs, and by how much their metrics differ.
#include "store/query/query.hpp"

namespace ice::report {

/// A table with the columns kind, name, the ids of both runs, and difference. Its rows are first
/// what differs: the run (status, seed, epochs), parameters, plugins ("activation acme/swish":
/// version and short digest), data (short digest), numerics, environment. Then comes a row for each
/// metric of either run, equal or not: final values and b - a. Null stands for what a run does not
/// have. REQUIRES: both runs are read from the same store.
[[nodiscard]] store::Table run_differences(const store::StoredRun& a, const store::StoredRun& b);

}  // namespace ice::report
