// Tests the declared intervals: of the outputs that an activation gives and of those that a loss
// accepts. `ice run` decides by them whether the two fit together.
#include <cmath>
#include <limits>

#include "conformance/cases.hpp"
#include "conformance/compare.hpp"
#include "conformance/loss_samples.hpp"
#include "conformance/tests.hpp"
#include "plugin/functions.hpp"

namespace ice::conformance {
namespace {

// For inputs up to this size an open end must not be reached; larger inputs may be rounded to it.
constexpr double kUnrounded = 3;
constexpr double kEpsilons = 64;  // allowed rounding error, in epsilons

template <class T>
constexpr double kTolerance = kEpsilons* std::numeric_limits<T>::epsilon();

// Inputs of three kinds: near 0, where activations bend; of all sizes; and very large ones. Layers
// of several units and of one.
template <class T>
std::vector<arma::Mat<T>> inputs_of(std::uint64_t seed) {
  base::Stream stream(seed, base::Purpose::kData);
  const arma::Mat<T> far{{-1e6, -800, -50, -12, -5, 5, 12, 50, 800, 1e6}};
  return {arma::clamp(random_matrix<T>(stream, 5, 40, 2), T(-kUnrounded), T(kUnrounded)),
          arma::clamp(random_matrix<T>(stream, 1, 200, 2), T(-kUnrounded), T(kUnrounded)),
          random_matrix<T>(stream, 7, 30, 10), far, far.t()};
}

template <class T>
void require_in_range(const base::Interval& range, const arma::Mat<T>& Z, const arma::Mat<T>& A) {
  const auto slack = [](double end) {
    return std::isinf(end) ? 0 : kTolerance<T> * std::max(1.0, std::abs(end));
  };
  for (arma::uword i = 0; i < A.n_elem; ++i) {
    const double a = A[i];  // a NaN is for the test `finite`
    if (a < range.low - slack(range.low) || a > range.high + slack(range.high))
      throw Failed(fmt::format("outputs are declared as {}, and {} is {} at z = {}", range.text(),
                               element("A", A, i), number(A[i]), number(Z[i])));
  }
}

// Requires that an open end is not reached. Not called for one unit whose outputs sum to 1: it is
// always 1.
template <class T>
void require_open(const base::Interval& range, const arma::Mat<T>& Z, const arma::Mat<T>& A) {
  const T furthest = arma::abs(Z).max();
  if (static_cast<double>(furthest) > kUnrounded) return;
  for (arma::uword i = 0; i < A.n_elem; ++i) {
    const double a = A[i];
    if ((range.low_open && a == range.low) || (range.high_open && a == range.high))
      throw Failed(fmt::format(
          "outputs are declared as {}, without its ends, and {} is {} at z = {}: declare them "
          "with, ice::between or ice::at_least",
          range.text(), element("A", A, i), number(A[i]), number(Z[i])));
  }
}

template <class T>
void require_sums(const arma::Mat<T>& A) {
  for (arma::uword j = 0; j < A.n_cols; ++j) {
    const double sum = arma::accu(arma::conv_to<arma::vec>::from(A.col(j)));
    const double slack = kTolerance<T> * static_cast<double>(A.n_rows);
    if (std::abs(sum - 1) > slack)
      throw Failed(fmt::format("ice::sums_to_one is promised, and column {} = {} sums to {}", j,
                               column_text(A, j), number(sum)));
  }
}

template <class T>
void check_given(const Case& c) {
  const plugin::Activation g(c.plugin);
  const bool sums = c.subject.promises("sums_to_one");
  for (const arma::Mat<T>& Z : inputs_of<T>(c.seed)) {
    arma::Mat<T> A(arma::size(Z));
    g.forward(Z, A);
    if (const auto& range = c.subject.plugin.outputs) {
      require_in_range(*range, Z, A);
      if (!sums || Z.n_rows > 1) require_open(*range, Z, A);
    }
    if (sums) require_sums(A);
  }
}

// Numbers spread over a range, and its ends when they are included.
std::vector<double> numbers_in(const base::Interval& range) {
  constexpr double kLeast = 1e-3;
  const bool has_low = !std::isinf(range.low), has_high = !std::isinf(range.high);
  std::vector<double> points;
  if (has_low && !range.low_open) points.push_back(range.low);
  if (has_high && !range.high_open) points.push_back(range.high);
  for (const double x : {kLeast, 0.1, 0.5, 0.9, 1 - kLeast}) {
    if (has_low && has_high) points.push_back(range.low + x * (range.high - range.low));
  }
  for (const double x : {kLeast, 0.5, 1.0, 2.0, 10.0, 100.0}) {
    if (!has_high) points.push_back((has_low ? range.low : 0) + x);
    if (!has_low) points.push_back((has_high ? range.high : 0) - x);
  }
  if (!has_low && !has_high) points.push_back(0);
  return points;
}

// Each number with both labels, for one output and for three (whose others share the rest of 1 when
// columns sum to 1).
template <class T>
std::vector<LossSample<T>> samples_in(const base::Interval& range, bool sums) {
  const std::vector<double> points = numbers_in(range);
  const arma::uword m = 2 * points.size();
  LossSample<T> one{arma::Mat<T>(1, m), arma::Mat<T>(1, m)};
  LossSample<T> three{arma::Mat<T>(3, m), arma::Mat<T>(3, m, arma::fill::zeros)};
  for (arma::uword j = 0; j < m; ++j) {
    const double a = points[j / 2], rest = sums ? 1 - a : a;
    one.X(0, j) = static_cast<T>(a);
    one.Y(0, j) = static_cast<T>(j % 2);
    three.X(0, j) = static_cast<T>(a);
    three.X(1, j) = static_cast<T>(sums ? 0.75 * rest : rest);
    three.X(2, j) = static_cast<T>(sums ? 0.25 * rest : rest);
    three.Y(j % 2, j) = 1;
  }
  if (sums) return {three};
  return {one, three};
}

template <class T>
void require_taken(const plugin::Loss& loss, const base::Interval& range, const LossSample<T>& s) {
  arma::Mat<T> per_sample(1, s.X.n_cols), dA(arma::size(s.X));
  loss.value(s.X, s.Y, per_sample);
  loss.gradient(s.X, s.Y, dA);
  const auto require = [&](const char* name, const arma::Mat<T>& M) {
    const auto i = first_non_finite(M);
    if (!i) return;
    const arma::uword j = *i / M.n_rows;
    throw Failed(fmt::format("outputs are declared as {}, and {} is {} where A = {}, Y = {}",
                             range.text(), name, number(M[*i]), column_text(s.X, j),
                             column_text(s.Y, j)));
  };
  require("value", per_sample);
  require("gradient", dA);
}

// Requires that the loss is equal for both classes at 0, and smaller on the class's own side.
template <class T>
void require_signs(const plugin::Loss& loss) {
  const auto value = [&](double a, double y) {
    const arma::Mat<T> A(1, 1, arma::fill::value(a)), Y(1, 1, arma::fill::value(y));
    arma::Mat<T> per_sample(1, 1);
    loss.value(A, Y, per_sample);
    return per_sample[0];
  };
  const auto costs = [&](double a, double y) {
    return fmt::format("A = {}, Y = {} costs {}", number(a), number(y), number(value(a, y)));
  };
  const std::string promised = "ice::signed_scores is promised, and ";
  if (value(0, 0) != value(0, 1))
    throw Failed(promised + costs(0, 0) + ", " + costs(0, 1) + ": no class has the sign's place");
  if (value(2, 1) >= value(-2, 1)) throw Failed(promised + costs(2, 1) + ", " + costs(-2, 1));
  if (value(-2, 0) >= value(2, 0)) throw Failed(promised + costs(-2, 0) + ", " + costs(2, 0));
}

template <class T>
void check_taken(const Case& c) {
  const plugin::Loss loss(c.plugin);
  if (const auto& range = c.subject.plugin.outputs) {
    for (const LossSample<T>& s : samples_in<T>(*range, c.subject.promises("sums_to_one")))
      require_taken(loss, *range, s);
  }
  if (c.subject.promises("signed_scores")) require_signs<T>(loss);
}

}  // namespace

Verdict activation_outputs(const Subject& subject) {
  if (!subject.plugin.outputs && !subject.promises("sums_to_one"))
    return {CheckOutcome::kSkipped, "no outputs are declared (ice/traits.hpp)"};
  in_each_case(subject, Types::kBoth, []<class T>(const Case& c) { check_given<T>(c); });
  return {};
}

Verdict loss_outputs(const Subject& subject) {
  if (!subject.plugin.outputs && !subject.promises("signed_scores"))
    return {CheckOutcome::kSkipped, "no outputs are declared (ice/traits.hpp)"};
  in_each_case(subject, Types::kBoth, []<class T>(const Case& c) { check_taken<T>(c); });
  return {};
}

}  // namespace ice::conformance
