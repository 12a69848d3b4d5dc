#include "conformance/derivative.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/text.hpp"
#include "conformance/compare.hpp"

namespace ice::conformance {
namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
constexpr double kRelative = 1e-6;  // allowed error of the difference formula
constexpr double kAbsolute = 1e-9;
constexpr double kRoundingsOfF =
    8;  // rounding error of F in units of its last place (exp has some)
constexpr std::array<double, 4> kShorter{1, 1.0 / 16, 1.0 / 256, 1.0 / 4096};  // steps to try

double step_at(double x) { return std::cbrt(kEpsilon) * std::max(1.0, std::abs(x)); }

struct Slope {
  double value = 0;
  double noise = 0;  // largest effect of rounding errors of F
};

// The slope of sum(weights % F) between two values of element i.
Slope slope_between(const MatrixFunction& F, arma::mat X, arma::uword i, double from, double to,
                    const arma::mat& weights) {
  X[i] = from;
  const arma::mat F_from = F(X);
  X[i] = to;
  const arma::mat F_to = F(X);
  Slope slope;
  for (arma::uword k = 0; k < F_to.n_elem; ++k) {
    if (F_to[k] == F_from[k]) continue;  // most outputs do not depend on x: they only add noise
    slope.value += weights[k] * (F_to[k] - F_from[k]);
    slope.noise += std::abs(weights[k]) * (std::abs(F_to[k]) + std::abs(F_from[k]));
  }
  slope.value /= to - from;
  slope.noise *= kRoundingsOfF * kEpsilon / (to - from);
  return slope;
}

double tolerance(double analytic, const Slope& slope) {
  return kRelative * std::max(std::abs(analytic), std::abs(slope.value)) + kAbsolute + slope.noise;
}

bool is_right(const MatrixFunction& F, const arma::mat& X, arma::uword i, const arma::mat& weights,
              double analytic) {
  const double x = X[i];
  for (const double shorter : kShorter) {
    const double h = step_at(x) * shorter;
    const Slope central = slope_between(F, X, i, x - h, x + h, weights);
    if (std::abs(analytic - central.value) <= tolerance(analytic, central)) return true;
  }
  const double h = step_at(x) * kShorter[2];
  const Slope left = slope_between(F, X, i, x - h, x, weights);
  const Slope right = slope_between(F, X, i, x, x + h, weights);
  const double slack = std::max(tolerance(analytic, left), tolerance(analytic, right));
  const auto [low, high] = std::minmax(left.value, right.value);
  return analytic >= low - slack && analytic <= high + slack;
}

bool agree(double a, double b) {
  return std::abs(a - b) <= 1e-4 * std::max(std::abs(a), std::abs(b)) + 1e-7;
}

bool all_agree(const arma::mat& a, const arma::mat& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), agree);
}

// numeric / analytic when that is the same number for all elements that are not about 0.
std::optional<double> common_ratio(const arma::mat& analytic, const arma::mat& numeric) {
  const arma::uword largest = arma::abs(analytic).index_max();
  if (std::abs(analytic[largest]) < 1e-6) return std::nullopt;
  const double ratio = numeric[largest] / analytic[largest];
  if (!all_agree(ratio * analytic, numeric)) return std::nullopt;
  return ratio;
}

// Whether the gradient is wrong on one side of 0 and right on the other.
bool wrong_only(const arma::mat& X, const arma::mat& analytic, const arma::mat& numeric,
                double side) {
  bool is_wrong = false, has_right = false;
  for (arma::uword i = 0; i < X.n_elem; ++i) {
    const bool is_there = X[i] * side > 0, is_right = agree(analytic[i], numeric[i]);
    if (!is_there && !is_right) return false;
    is_wrong |= is_there && !is_right;
    has_right |= !is_there && X[i] != 0;
  }
  return is_wrong && has_right;
}

}  // namespace

arma::mat numeric_gradient(const MatrixFunction& F, const arma::mat& X, const arma::mat& weights) {
  arma::mat gradient(arma::size(X));
  for (arma::uword i = 0; i < X.n_elem; ++i) {
    const double h = step_at(X[i]);
    gradient[i] = slope_between(F, X, i, X[i] - h, X[i] + h, weights).value;
  }
  return gradient;
}

std::optional<GradientFault> find_gradient_fault(const MatrixFunction& F, const arma::mat& X,
                                                 const arma::mat& weights,
                                                 const arma::mat& analytic) {
  std::optional<GradientFault> fault;
  double worst = -1;
  for (arma::uword i = 0; i < X.n_elem; ++i) {
    if (is_right(F, X, i, weights, analytic[i])) continue;
    const double h = step_at(X[i]);
    const Slope central = slope_between(F, X, i, X[i] - h, X[i] + h, weights);
    const double off = std::abs(analytic[i] - central.value);
    if (fault && !(off > worst)) continue;  // a NaN is reported only when no number is wrong
    worst = std::isnan(off) ? -1 : off;
    fault = {i, analytic[i], central.value, h};
  }
  return fault;
}

std::string fault_text(const GradientFault& fault, const std::string& cause) {
  return fmt::format("{}, the central difference (h = {}) {}{}{}", number(fault.analytic),
                     base::format_short(fault.step, 2), number(fault.numeric),
                     cause.empty() ? "" : ". Likely: ", cause);
}

std::string likely_cause(const arma::mat& X, const arma::mat& analytic, const arma::mat& numeric,
                         const arma::mat& incoming) {
  if (!analytic.is_finite() || !numeric.is_finite()) return "";
  if (arma::abs(analytic).max() == 0) return "it is 0 everywhere";
  if (all_agree(analytic % incoming, numeric)) return "dA is left out: dZ = J^T dA";
  if (const auto ratio = common_ratio(analytic, numeric)) {
    if (agree(*ratio, -1)) return "its sign is wrong";
    if (X.n_cols > 1 && agree(*ratio, static_cast<double>(X.n_cols)))
      return "it is divided by the number of samples, which the host does";
    return fmt::format("it should be {} times as large everywhere", base::format_short(*ratio));
  }
  if (wrong_only(X, analytic, numeric, -1)) return "it is wrong only below 0";
  if (wrong_only(X, analytic, numeric, 1)) return "it is wrong only above 0";
  return "";
}

}  // namespace ice::conformance
