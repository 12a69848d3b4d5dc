#pragma once
// Compares gradients with central differences. The bound on the error accounts for rounding, and
// several steps are tried, so that a kink, saturation or a sharp bend is not reported as a fault.
// Pure functions, apart from the calls of F.
#include <armadillo>
#include <functional>
#include <optional>
#include <string>

namespace ice::conformance {

/// A function of a matrix; each element of X may influence all of its output.
using MatrixFunction = std::function<arma::mat(const arma::mat&)>;

/// The largest error of a gradient.
struct GradientFault {
  arma::uword worst = 0;             ///< index of the element with the largest error
  double analytic = 0, numeric = 0;  ///< its two derivatives
  double step = 0;                   ///< h of the central difference
};

/// The gradient of sum(weights % F(X)) with respect to X, by central differences (F(x + h) - F(x -
/// h)) / 2h with h = cbrt(epsilon) max(1, |x|). Weights have the shape of F(X).
[[nodiscard]] arma::mat numeric_gradient(const MatrixFunction& F, const arma::mat& X,
                                         const arma::mat& weights);

/// Compares the gradient `analytic` with the differences and returns the largest error, or nullopt
/// when every element is right. An element is right when it equals, within the error, a central
/// difference of some step (near a kink only short steps are exact), or lies between the two
/// one-sided slopes (x is on a kink).
[[nodiscard]] std::optional<GradientFault> find_gradient_fault(const MatrixFunction& F,
                                                               const arma::mat& X,
                                                               const arma::mat& weights,
                                                               const arma::mat& analytic);

/// The fault as text, with a cause that may be empty: "0.31, the central difference (h = 6.1e-06)
/// 0.62. Likely: its sign is wrong".
[[nodiscard]] std::string fault_text(const GradientFault& fault, const std::string& cause);

/// The common mistake that explains a wrong gradient: "its sign is wrong". Empty when none does.
/// `incoming` is dA for an activation, and zeros for a loss.
[[nodiscard]] std::string likely_cause(const arma::mat& X, const arma::mat& analytic,
                                       const arma::mat& numeric, const arma::mat& incoming);

}  // namespace ice::conformance
