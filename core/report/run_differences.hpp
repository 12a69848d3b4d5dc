#pragma once
// What is not the same in two runs, and how their metrics differ.
#include "store/query/query.hpp"

namespace ice::report {

/// A table with the columns kind, name, the ids of both runs, and difference. Its rows are what
/// differs: of the run (status, seed, epochs), parameters, plugins ("activation acme/swish":
/// version and short digest), data (short digest), numerics, environment; what a run does not have
/// is null. Then a row for each metric of either run, equal or not: final values and b - a, which
/// is null where one of them has none. The runs are read from the same store.
[[nodiscard]] store::Table run_differences(const store::StoredRun& a, const store::StoredRun& b);

}  // namespace ice::report
