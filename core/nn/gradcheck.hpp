#pragma once
// Backward against central differences of forward, over a whole network.
#include <armadillo>
#include <cstdint>

#include "nn/network.hpp"

namespace ice::nn {

struct GradientCheck {
  /// ||numeric - analytic|| / (||numeric|| + ||analytic||) over all parameters; below 1e-7 is
  /// right, above 1e-3 is wrong (kinks aside).
  double difference = 0;
  std::uint64_t worst = 0;           ///< the parameter with the largest |numeric - analytic|
  double analytic = 0, numeric = 0;  ///< there
};

/// Nudges every parameter by +-`nudge` and compares the slope of the objective (mean loss and L2
/// term, dropout masks fixed) with gradients(). Leaves the parameters as they were. O(parameters)
/// forward passes: for small networks.
[[nodiscard]] GradientCheck check_gradients(Network<double>& network, const arma::mat& X,
                                            const arma::mat& Y, double nudge = 1e-6);

}  // namespace ice::nn
