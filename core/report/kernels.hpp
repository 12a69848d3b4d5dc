#pragma once
// The note on runs that were trained by different kernels.
#include <string>
#include <vector>

#include "store/query/query.hpp"

namespace ice::report {

/// "kernels differ: 12 runs on x86-64-v4, 4 runs on x86-64-v3; so do their last digits". Names each
/// by the words that it does not share with all others. Empty when fewer than two differ.
[[nodiscard]] std::string kernels_text(const std::vector<store::Kernels>& kernels);

}  // namespace ice::report
