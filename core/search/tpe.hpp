#pragma once
// The tree-structured Parzen estimator (Bergstra et al.: Algorithms for hyper-parameter
// optimization. NeurIPS 2011), jointly over all parameters as Optuna 5 has it by default.
#include <cstdint>
#include <span>

#include "search/space.hpp"

namespace ice::search {

/// Cells with results before the first estimate.
inline constexpr std::size_t kTpeStartup = 10;

/// The parameters of cell `earlier.size()`. Needs kTpeStartup cells that are not pending. The best
/// tenth of n cells, 25 at most, are below, all others and the pending ones above; of 24 points
/// drawn from the estimator of those below, the one where its density exceeds that of those above
/// most. Parameters that have always existed together are drawn together, from the cells where they
/// exist; those that others depend on first.
[[nodiscard]] Point propose_tpe(const Space& space, std::uint64_t root_seed,
                                std::span<const Told> earlier);

}  // namespace ice::search
