#pragma once
// Gradients against central differences, with what is known of their error, so that neither a kink
// nor saturation nor a sharp bend is taken for a fault.
#include <armadillo>
#include <functional>
#include <optional>
#include <string>

namespace ice::conformance {

/// F(X): the whole output, as each element of X may reach all of it.
using MatrixFunction = std::function<arma::mat(const arma::mat&)>;

/// What is wrong with a gradient.
struct GradientFault {
  arma::uword worst = 0;             ///< the element that is furthest off
  double analytic = 0, numeric = 0;  ///< there
  double step = 0;                   ///< h of the central difference
};

/// d sum(weights % F(X)) / dX by central differences with h = cbrt(epsilon) max(1, |x|).
[[nodiscard]] arma::mat numeric_gradient(const MatrixFunction& F, const arma::mat& X,
                                         const arma::mat& weights);

/// Compares `analytic` with the differences; nothing when it is right. An element is right when it
/// meets a central difference of some step (a kink or a sharp bend beside x spoils the long ones)
/// or lies between the two one-sided slopes (x is on a kink).
[[nodiscard]] std::optional<GradientFault> find_gradient_fault(const MatrixFunction& F,
                                                               const arma::mat& X,
                                                               const arma::mat& weights,
                                                               const arma::mat& analytic);

/// "0.31, the central difference (h = 6.1e-06) 0.62. Likely: its sign is wrong".
[[nodiscard]] std::string fault_text(const GradientFault& fault, const std::string& cause);

/// What commonly makes a gradient wrong in this way: "its sign is wrong". Empty when nothing known
/// fits. `incoming`: dA of an activation, else ones.
[[nodiscard]] std::string likely_cause(const arma::mat& X, const arma::mat& analytic,
                                       const arma::mat& numeric, const arma::mat& incoming);

}  // namespace ice::conformance
