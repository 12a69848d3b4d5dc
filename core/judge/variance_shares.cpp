#include "judge/variance_shares.hpp"

#include <algorithm>
#include <cmath>

#include "judge/stats.hpp"

namespace ice::judge {
namespace {

// The part of a factor's levels that a box contains.
double part_of(const Box& box, std::size_t factor, const Levels& counts) {
  return static_cast<double>(box.levels[factor].size()) / static_cast<double>(counts[factor]);
}

double weight_of(const Box& box, const Levels& counts) {
  double weight = 1;
  for (std::size_t i = 0; i < counts.size(); ++i) weight *= part_of(box, i, counts);
  return weight;
}

double mean_square(const std::vector<double>& values) {
  double sum = 0;
  for (const double x : values) sum += x * x;
  return sum / static_cast<double>(values.size());
}

// The boxes with their weights, and values whose mean over the space is 0.
class Centered {
 public:
  Centered(std::span<const Box> boxes, const Levels& counts) : boxes_(boxes), counts_(counts) {
    double mean = 0;
    for (const Box& box : boxes) {
      weights_.push_back(weight_of(box, counts));
      mean += weights_.back() * box.value;
    }
    for (const Box& box : boxes) values_.push_back(box.value - mean);
    for (std::size_t i = 0; i < boxes.size(); ++i)
      variance_ += weights_[i] * values_[i] * values_[i];
    if (std::sqrt(variance_) <= kRounding * std::fabs(mean)) variance_ = 0;
  }

  [[nodiscard]] double variance() const { return variance_; }

  // The variance of the function's mean over all other factors.
  [[nodiscard]] double variance_of(std::size_t factor) const {
    std::vector<double> means(counts_[factor]);
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
      const double add = values_[i] * weights_[i] / part_of(boxes_[i], factor, counts_);
      for (const std::size_t level : boxes_[i].levels[factor]) means[level] += add;
    }
    return mean_square(means);
  }

  // The same of the mean over all factors but two.
  [[nodiscard]] double variance_of(std::size_t first, std::size_t second) const {
    std::vector<double> means(counts_[first] * counts_[second]);
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
      const Box& box = boxes_[i];
      const double add =
          values_[i] * weights_[i] / (part_of(box, first, counts_) * part_of(box, second, counts_));
      for (const std::size_t a : box.levels[first])
        for (const std::size_t b : box.levels[second]) means[a * counts_[second] + b] += add;
    }
    return mean_square(means);
  }

 private:
  std::span<const Box> boxes_;
  const Levels& counts_;
  std::vector<double> weights_, values_;
  double variance_ = 0;
};

}  // namespace

Shares shares_of(std::span<const Box> boxes, const Levels& counts) {
  const Centered function(boxes, counts);
  Shares shares{std::vector<double>(counts.size()), {}};
  const bool varies = function.variance() > 0;
  for (std::size_t i = 0; varies && i < counts.size(); ++i)
    shares.main[i] = function.variance_of(i) / function.variance();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    for (std::size_t j = i + 1; j < counts.size(); ++j) {
      const double both = varies ? function.variance_of(i, j) / function.variance() : 0;
      shares.pairs.push_back({i, j, std::max(0.0, both - shares.main[i] - shares.main[j])});
    }
  }
  return shares;
}

}  // namespace ice::judge
