#include "nn/gradcheck.hpp"

#include <cmath>

namespace ice::nn {
namespace {

// Any seed and step will do; they fix the dropout masks.
constexpr std::uint64_t kSeed = 1;
constexpr std::uint64_t kStep = 1;

double objective(Network<double>& network, const arma::mat& X, const arma::mat& Y) {
  return network.forward_backward(X, Y, kSeed, kStep) + network.l2_term(X.n_cols);
}

arma::mat numeric_gradients(Network<double>& network, const arma::mat& X, const arma::mat& Y,
                            double nudge) {
  arma::mat& parameters = network.parameters();
  arma::mat slopes(parameters.n_elem, 1);
  for (arma::uword i = 0; i < parameters.n_elem; ++i) {
    const double kept = parameters(i);
    parameters(i) = kept + nudge;
    const double above = objective(network, X, Y);
    parameters(i) = kept - nudge;
    const double below = objective(network, X, Y);
    parameters(i) = kept;
    slopes(i) = (above - below) / (2 * nudge);
  }
  return slopes;
}

}  // namespace

GradientCheck check_gradients(Network<double>& network, const arma::mat& X, const arma::mat& Y,
                              double nudge) {
  const arma::mat numeric = numeric_gradients(network, X, Y, nudge);
  objective(network, X, Y);
  const arma::mat& analytic = network.gradients();
  const arma::mat error = arma::abs(numeric - analytic);
  const double size = arma::norm(numeric, 2) + arma::norm(analytic, 2);
  GradientCheck check;
  check.difference = size == 0 ? 0 : arma::norm(error, 2) / size;
  check.worst = error.index_max();
  check.analytic = analytic(check.worst);
  check.numeric = numeric(check.worst);
  return check;
}

}  // namespace ice::nn
