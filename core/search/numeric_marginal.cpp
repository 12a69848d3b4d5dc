#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "search/marginal.hpp"
#include "search/normal.hpp"
#include "search/scale.hpp"

namespace ice::search {
namespace {

// The larger distance of each coordinate to its neighbours.
std::vector<double> neighbour_distances(const Scale& scale, const std::vector<double>& mus) {
  const std::size_t n = mus.size();
  std::vector<std::pair<double, std::size_t>> sorted(n);
  for (std::size_t i = 0; i < n; ++i) sorted[i] = {mus[i], i};
  std::ranges::sort(sorted);
  std::vector<double> distances(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double mu = sorted[i].first;
    const double left = mu - (i == 0 ? scale.lower() : sorted[i - 1].first);
    const double right = (i + 1 == n ? scale.upper() : sorted[i + 1].first) - mu;
    const bool is_first = n >= 2 && i == 0, is_last = n >= 2 && i + 1 == n;
    distances[sorted[i].second] = is_first ? right : is_last ? left : std::max(left, right);
  }
  return distances;
}

class NumericMarginal : public Marginal {
 public:
  NumericMarginal(const Dimension& dimension, std::span<const double> observed)
      : scale_(dimension) {
    for (auto* numbers : {&mus_, &sigmas_, &log_masses_}) numbers->reserve(observed.size() + 1);
    for (const auto& [mu, sigma] : normal_kernels(dimension, observed)) {
      mus_.push_back(mu);
      sigmas_.push_back(sigma);
      log_masses_.push_back(
          log_normal_mass((scale_.lower() - mu) / sigma, (scale_.upper() - mu) / sigma));
    }
  }

  [[nodiscard]] double draw(std::size_t kernel, base::Stream& stream) const override {
    const double mu = mus_[kernel], sigma = sigmas_[kernel];
    const double z = truncated_normal_quantile(stream.uniform(), (scale_.lower() - mu) / sigma,
                                               (scale_.upper() - mu) / sigma);
    return scale_.value(mu + sigma * z);
  }

 protected:
  Scale scale_;
  std::vector<double> mus_, sigmas_, log_masses_;  // log_masses_: within the ends
};

class SmoothMarginal : public NumericMarginal {
 public:
  SmoothMarginal(const Dimension& dimension, std::span<const double> observed)
      : NumericMarginal(dimension, observed) {
    for (std::size_t k = 0; k < mus_.size(); ++k) {
      log_factors_.push_back(-0.5 * std::log(2 * std::numbers::pi * sigmas_[k] * sigmas_[k]) -
                             log_masses_[k]);
      inverse_sigmas_.push_back(1 / sigmas_[k]);
    }
  }

  void add_log_densities(double value, std::span<double> log_densities) const override {
    const double x = scale_.coordinate(value);
    for (std::size_t k = 0; k < mus_.size(); ++k) {
      const double z = (x - mus_[k]) * inverse_sigmas_[k];
      log_densities[k] += log_factors_[k] - 0.5 * z * z;
    }
  }

 private:
  std::vector<double> log_factors_, inverse_sigmas_;
};

// The mass of a step costs a hundred times as much as a density. But few values have many kernels,
// and most of those are equal.
class SteppedMarginal : public NumericMarginal {
 public:
  SteppedMarginal(const Dimension& dimension, std::span<const double> observed)
      : NumericMarginal(dimension, observed) {
    std::map<std::pair<double, double>, std::size_t> number_of;
    for (std::size_t k = 0; k < mus_.size(); ++k) {
      const auto [known, is_new] =
          number_of.emplace(std::pair(mus_[k], sigmas_[k]), firsts_.size());
      if (is_new) firsts_.push_back(k);
      numbers_.push_back(known->second);
    }
  }

  void add_log_densities(double value, std::span<double> log_densities) const override {
    const double left = scale_.left_of(value), right = scale_.right_of(value);
    std::vector<double> found;
    for (const std::size_t k : firsts_) {
      found.push_back(
          log_normal_mass((left - mus_[k]) / sigmas_[k], (right - mus_[k]) / sigmas_[k]) -
          log_masses_[k]);
    }
    for (std::size_t k = 0; k < mus_.size(); ++k) log_densities[k] += found[numbers_[k]];
  }

 private:
  std::vector<std::size_t> firsts_;   // of each different kernel, the first
  std::vector<std::size_t> numbers_;  // which of them each kernel equals
};

}  // namespace

std::vector<NormalKernel> normal_kernels(const Dimension& dimension,
                                         std::span<const double> observed) {
  constexpr double kMostParts = 100;
  const Scale scale(dimension);
  const double range = scale.upper() - scale.lower();
  std::vector<double> mus;
  mus.reserve(observed.size());
  for (const double value : observed) mus.push_back(scale.coordinate(value));
  const std::vector<double> distances = neighbour_distances(scale, mus);
  const double narrowest = range / std::min(kMostParts, 2 + static_cast<double>(mus.size()));
  std::vector<NormalKernel> kernels;
  kernels.reserve(mus.size() + 1);
  for (std::size_t i = 0; i < mus.size(); ++i)
    kernels.push_back({mus[i], std::clamp(distances[i], narrowest, range)});
  kernels.push_back({(scale.lower() + scale.upper()) / 2, range});
  return kernels;
}

std::unique_ptr<Marginal> numeric_marginal(const Dimension& dimension,
                                           std::span<const double> observed) {
  if (Scale(dimension).has_steps()) return std::make_unique<SteppedMarginal>(dimension, observed);
  return std::make_unique<SmoothMarginal>(dimension, observed);
}

}  // namespace ice::search
