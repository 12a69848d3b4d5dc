#include "search/parzen.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ice::search {
namespace {

std::unique_ptr<Marginal> marginal(const Dimension& dimension, std::span<const double> observed) {
  return dimension.kind == Dimension::Kind::kCategory ? category_marginal(dimension, observed)
                                                      : numeric_marginal(dimension, observed);
}

constexpr double kNegligible = 60;  // e^-60 is nothing beside 1, however many there are

double log_sum_exp(std::span<const double> logs) {
  const double largest = *std::ranges::max_element(logs);
  double sum = 0;
  for (const double x : logs) {
    if (x > largest - kNegligible) sum += std::exp(x - largest);
  }
  return largest + std::log(sum);
}

}  // namespace

ParzenEstimator::ParzenEstimator(const std::vector<Dimension>& dimensions,
                                 const std::vector<Point>& observed)
    : weights_(age_weights(observed.size())) {
  std::vector<double> values(observed.size());
  for (std::size_t d = 0; d < dimensions.size(); ++d) {
    std::ranges::transform(observed, values.begin(), [&](const Point& point) { return point[d]; });
    marginals_.push_back(marginal(dimensions[d], values));
  }
  for (const double weight : weights_) log_weights_.push_back(std::log(weight));
}

Point ParzenEstimator::draw(base::Stream& stream) const {
  double u = stream.uniform();
  std::size_t kernel = 0;
  while (kernel + 1 < weights_.size() && u >= weights_[kernel]) u -= weights_[kernel++];
  Point point;
  for (const auto& marginal : marginals_) point.push_back(marginal->draw(kernel, stream));
  return point;
}

double ParzenEstimator::log_density(const Point& point) const {
  std::vector<double> logs = log_weights_;
  for (std::size_t d = 0; d < marginals_.size(); ++d)
    marginals_[d]->add_log_densities(point[d], logs);
  return log_sum_exp(logs);
}

std::vector<double> age_weights(std::size_t observations) {
  constexpr std::size_t kLatest = 25;
  std::vector<double> weights(observations + 1, 1.0);
  if (observations > kLatest) {
    const std::size_t old = observations - kLatest;
    const double oldest = 1 / static_cast<double>(observations);
    const double rise = old == 1 ? 0 : (1 - oldest) / static_cast<double>(old - 1);
    for (std::size_t i = 0; i < old; ++i) weights[i] = oldest + static_cast<double>(i) * rise;
  }
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (double& weight : weights) weight /= sum;
  return weights;
}

}  // namespace ice::search
