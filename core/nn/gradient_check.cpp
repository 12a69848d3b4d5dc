#include "nn/gradient_check.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "base/error.hpp"
#include "nn/reduce.hpp"

namespace ice::nn {
namespace {

constexpr double kTolerance = 1e-5;
constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
constexpr double kCourseStep = 0.001;
constexpr std::array kShares{1.0, 1.0 / 8, 1.0 / 64};  // of the first step

class Check {
 public:
  Check(Network<double>& network, const Batch<double>& batch, const GradientCheckOptions& options)
      : network_(network), batch_(batch), options_(options), drops_(uses_dropout(network)) {
    J_ = forward_backward() + l2_term();
    if (!std::isfinite(J_))
      throw base::UserError("gradient check", "the cost is not finite at the start values");
    gradients_ = network_.gradients();
  }

  std::vector<MatrixCheck> run() {
    std::vector<MatrixCheck> checks;
    std::uint64_t first = 0;
    for (std::uint64_t l = 1; l <= network_.layer_count(); ++l)
      for (const bool is_bias : {false, true}) {
        const arma::mat& matrix = is_bias ? network_.b(l) : network_.W(l);
        MatrixCheck own;
        own.l = l;
        own.is_bias = is_bias;
        own.rows = matrix.n_rows;
        own.cols = matrix.n_cols;
        checks.push_back(check(std::move(own), first));
        first += matrix.n_elem;
      }
    return checks;
  }

 private:
  static bool uses_dropout(const Network<double>& network) {
    return std::ranges::any_of(network.options().layers,
                               [](const LayerOptions& layer) { return layer.dropout > 0; });
  }

  [[nodiscard]] double l2_term() const { return network_.l2_term(batch_.X.n_cols); }

  double forward_backward() {
    return network_.forward_backward(batch_.X, batch_.Y, options_.seed, 1, batch_.weights);
  }

  // With dropout each call repeats the masks of the first step; without, backward is not needed.
  double objective() {
    if (drops_) return forward_backward() + l2_term();
    network_.predict(batch_.X);
    return sum(network_.losses(batch_.Y, batch_.weights)) / static_cast<double>(batch_.X.n_cols) +
           l2_term();
  }

  // J with parameter i moved.
  double moved(std::uint64_t i, double by) {
    double& w = network_.parameters()[i];
    const double before = w;
    w += by;
    const double J = objective();
    w = before;
    return J;
  }

  // By how much rounding alone moves a difference quotient.
  [[nodiscard]] double rounding(double step) const {
    return 16 * kEpsilon * std::max(std::fabs(J_), 1e-3) / step;
  }

  [[nodiscard]] static double first_step(double w) {
    return std::cbrt(kEpsilon) * std::max(1.0, std::fabs(w));
  }

  double central(std::uint64_t i, double step) {
    return (moved(i, step) - moved(i, -step)) / (2 * step);
  }

  // Relative to the larger of both, which is taken as large enough that rounding is no error.
  [[nodiscard]] double error(double backward, double central, double step) const {
    const double least = rounding(step) / kTolerance;
    return std::fabs(backward - central) /
           std::max({std::fabs(backward), std::fabs(central), least});
  }

  NudgedEntry nudge(std::uint64_t i) {
    NudgedEntry entry;
    entry.value = network_.parameters()[i];
    entry.backward = gradients_[i];
    entry.error = std::numeric_limits<double>::infinity();
    for (const double share : kShares) {
      const double step = share * first_step(entry.value);
      const double slope = central(i, step);
      const double found = error(entry.backward, slope, step);
      if (found < entry.error) {
        entry.error = found;
        entry.central = slope;
      }
      if (entry.error <= kTolerance) break;
    }
    return entry;
  }

  // The slope to the right of parameter i, less that to its left: where J is smooth it shrinks with
  // the step.
  double bend(std::uint64_t i, double step) {
    return std::fabs(moved(i, step) - 2 * J_ + moved(i, -step)) / step;
  }

  bool is_at_kink(std::uint64_t i, double w) {
    const double small = kShares.back() * first_step(w);
    const double bend_of_small = bend(i, small);
    return bend_of_small > 4 * rounding(small) && bend_of_small > bend(i, first_step(w)) / 2;
  }

  MatrixCheck check(MatrixCheck matrix, std::uint64_t first) {
    bool all_flat = true;
    for (const std::uint64_t i : chosen(first, matrix.rows * matrix.cols)) {
      NudgedEntry entry = nudge(i);
      entry.row = (i - first) % matrix.rows + 1;
      entry.col = (i - first) / matrix.rows + 1;
      const double flat = 4 * rounding(first_step(entry.value));
      all_flat = all_flat && std::max(std::fabs(entry.backward), std::fabs(entry.central)) <= flat;
      ++matrix.checked;
      if (entry.error > kTolerance && is_at_kink(i, entry.value))
        ++matrix.kinks;
      else if (matrix.worst.row == 0 || !(entry.error <= matrix.worst.error))
        matrix.worst = entry;
      if (matrix.examples.size() < options_.examples) {
        entry.nudged = (moved(i, kCourseStep) - J_) / kCourseStep;
        matrix.examples.push_back(entry);
      }
    }
    matrix.is_flat = all_flat;
    return matrix;
  }

  // The entries that are nudged: those with the largest derivatives first, then drawn ones.
  std::vector<std::uint64_t> chosen(std::uint64_t first, std::uint64_t count) {
    std::vector<std::uint64_t> all(count);
    std::iota(all.begin(), all.end(), first);
    const std::uint64_t n = std::min(count, options_.entries);
    const std::uint64_t largest = n == count ? n : (n + 1) / 2;
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(largest), all.end(),
                      [&](std::uint64_t a, std::uint64_t b) {
                        const double x = std::fabs(gradients_[a]), y = std::fabs(gradients_[b]);
                        return x != y ? x > y : a < b;
                      });
    std::vector<std::uint64_t> places(all.begin(),
                                      all.begin() + static_cast<std::ptrdiff_t>(largest));
    std::set<std::uint64_t> taken(places.begin(), places.end());
    base::Stream stream(options_.seed, base::Purpose::kShuffle, first);
    while (places.size() < n) {
      const std::uint64_t i = first + stream.next32() % count;
      if (taken.insert(i).second) places.push_back(i);
    }
    return places;
  }

  Network<double>& network_;
  const Batch<double>& batch_;
  const GradientCheckOptions& options_;
  bool drops_;
  double J_ = 0;
  arma::mat gradients_;
};

}  // namespace

bool MatrixCheck::holds() const { return worst.error <= kTolerance; }

std::vector<MatrixCheck> check_gradients(Network<double>& network, const Batch<double>& batch,
                                         const GradientCheckOptions& options) {
  return Check(network, batch, options).run();
}

}  // namespace ice::nn
