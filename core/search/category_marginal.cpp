#include <cmath>

#include "search/marginal.hpp"

namespace ice::search {
namespace {

class CategoryMarginal : public Marginal {
 public:
  CategoryMarginal(const Dimension& dimension, std::span<const double> observed)
      : choices_(static_cast<double>(dimension.choices)),
        observed_(observed.begin(), observed.end()) {
    const auto kernels = static_cast<double>(observed.size() + 1);
    const double sum = 1 + choices_ / kernels;
    share_ = 1 / kernels / sum;
    log_observed_ = std::log(share_ + 1 / sum);
  }

  void add_log_densities(double value, std::span<double> log_densities) const override {
    const double log_share = std::log(share_);
    for (std::size_t k = 0; k < observed_.size(); ++k)
      log_densities[k] += observed_[k] == value ? log_observed_ : log_share;
    log_densities[observed_.size()] -= std::log(choices_);
  }

  // All choices have share_; what is left belongs to the observed one.
  [[nodiscard]] double draw(std::size_t kernel, base::Stream& stream) const override {
    const double u = stream.uniform();
    if (kernel == observed_.size()) return std::floor(u * choices_);
    const double choice = std::floor(u / share_);
    return choice < choices_ ? choice : observed_[kernel];
  }

 private:
  double choices_, share_ = 0, log_observed_ = 0;
  std::vector<double> observed_;
};

}  // namespace

std::unique_ptr<Marginal> category_marginal(const Dimension& dimension,
                                            std::span<const double> observed) {
  return std::make_unique<CategoryMarginal>(dimension, observed);
}

}  // namespace ice::search
