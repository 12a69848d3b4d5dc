#pragma once
// A Parzen estimator: the density of cells like the observed ones, jointly over all parameters.
#include <memory>
#include <span>
#include <vector>

#include "search/marginal.hpp"

namespace ice::search {

/// A mixture of kernels, one around each observed point and one for the prior; a kernel is a
/// product over the dimensions. As the joint estimator of Optuna 5 (Watanabe: Tree-structured
/// Parzen estimator. arXiv 2304.11127). Threads may call its const functions at the same time.
class ParzenEstimator {
 public:
  /// Points have one value per dimension, no NaN, oldest first.
  ParzenEstimator(const std::vector<Dimension>& dimensions, const std::vector<Point>& observed);

  /// A point from the mixture.
  [[nodiscard]] Point draw(base::Stream& stream) const;
  /// The logarithm of the density at a point: densities of ranges by coordinate (see Scale).
  [[nodiscard]] double log_density(const Point& point) const;

 private:
  std::vector<std::unique_ptr<Marginal>> marginals_;
  std::vector<double> weights_, log_weights_;  // of the kernels; the prior is last
};

/// The weights of `observations` kernels, oldest first, and of the prior; their sum is 1. The
/// latest 25 and the prior weigh the same; of older ones the oldest has 1 / observations of that,
/// and the rest rise evenly from it.
[[nodiscard]] std::vector<double> age_weights(std::size_t observations);

}  // namespace ice::search
