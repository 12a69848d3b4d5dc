#pragma once
// The kernels that this process and its children compute with. They decide the last digits of a
// run.
#include <string>
#include <vector>

namespace ice::run {

/// The level at which the loops of ice and of its plugins run (ice/processor.hpp): "x86-64-v4".
[[nodiscard]] std::string own_kernels();

/// The levels that $ICE_CPU may name on this processor, lowest first; empty when this ice is
/// compiled for one level only.
[[nodiscard]] std::vector<std::string> usable_levels();

/// The processor for which the kernels that OpenBLAS uses are written: "SkylakeX".
[[nodiscard]] std::string blas_kernels();

/// Throws UserError when $ICE_CPU is set to something else than one of usable_levels().
void require_usable_level();

}  // namespace ice::run
