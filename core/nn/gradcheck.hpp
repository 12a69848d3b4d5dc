#pragma once
// Compares backward with central differences of forward, over a whole network. Tests call it.
#include <armadillo>
#include <cstdint>

#include "nn/network.hpp"

namespace ice::nn {

struct GradientCheck {
  /// ||numeric - analytic|| / (||numeric|| + ||analytic||) over all parameters. Below 1e-7 backward
  /// is right, above 1e-3 it is wrong, unless a kink (of relu) lies within a nudge.
  double difference = 0;
  std::uint64_t worst = 0;           ///< index of the parameter whose two gradients differ most
  double analytic = 0, numeric = 0;  ///< the two gradients of this parameter
};

/// Nudges every parameter by +-`nudge` and compares the slope of the objective (mean loss and L2
/// term, with fixed dropout masks) with gradients(). Restores the parameters. Takes 2 n + 1 passes
/// for n parameters: only for small networks. Throws what Network::forward_backward throws.
[[nodiscard]] GradientCheck check_gradients(Network<double>& network, const arma::mat& X,
                                            const arma::mat& Y, double nudge = 1e-6);

}  // namespace ice::nn
