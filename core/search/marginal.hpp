#pragma once
// One parameter of a Parzen estimator: a mixture of kernels, one around each observed value and
// last the prior, which knows nothing.
#include <memory>
#include <span>
#include <vector>

#include "base/rng.hpp"
#include "search/space.hpp"

namespace ice::search {

class Marginal {
 public:
  Marginal() = default;
  Marginal(const Marginal&) = delete;
  Marginal& operator=(const Marginal&) = delete;
  virtual ~Marginal() = default;

  /// Adds to log_densities[k] the logarithm of kernel k's density at a value: of a range without
  /// steps by coordinate (see Scale), else the probability. Same number of elements as kernels.
  virtual void add_log_densities(double value, std::span<double> log_densities) const = 0;
  /// A value drawn from one kernel.
  [[nodiscard]] virtual double draw(std::size_t kernel, base::Stream& stream) const = 0;
};

/// Mean and deviation of a normal kernel, in the dimension's coordinate.
struct NormalKernel {
  double mu = 0, sigma = 1;
};

/// The kernels of a numeric dimension. mu: the observation. sigma: the larger distance to its
/// neighbours among the observations and both ends; of two or more observations the first and the
/// last have one neighbour, the inner one. It is at least the range / min(100, 2 + observations).
/// The prior is last: around the middle, as wide as the range.
[[nodiscard]] std::vector<NormalKernel> normal_kernels(const Dimension& dimension,
                                                       std::span<const double> observed);

/// Normal kernels, cut off at the ends of the range.
[[nodiscard]] std::unique_ptr<Marginal> numeric_marginal(const Dimension& dimension,
                                                         std::span<const double> observed);

/// A kernel gives each choice 1 / kernels, the observed one 1 more, divided by their sum; the prior
/// is uniform.
[[nodiscard]] std::unique_ptr<Marginal> category_marginal(const Dimension& dimension,
                                                          std::span<const double> observed);

}  // namespace ice::search
