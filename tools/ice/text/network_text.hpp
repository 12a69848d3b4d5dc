#pragma once
// Writes of a run's saved network which one it is, and why there is none.
#include <cstdint>
#include <string>

#include "base/error.hpp"
#include "store/record.hpp"

namespace ice::cli {

/// "the network after epoch 17, the best by dev.cost"; `metric` is empty for the last epoch's.
[[nodiscard]] std::string network_text(std::uint64_t epoch, const std::string& metric);

/// For a run without a saved network: why, and the command that trains it again. `store_suffix`:
/// StoreOptions::suffix().
[[nodiscard]] base::UserError no_network(const store::StoredRun& stored,
                                         const std::string& store_suffix);

}  // namespace ice::cli
