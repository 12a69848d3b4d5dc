#include "judge/power.hpp"

#include <algorithm>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <vector>

#include "base/rng.hpp"
#include "statistics/sign_flip.hpp"

namespace ice::judge {
namespace {

constexpr std::size_t kMostSeeds = 1'000'000;
constexpr std::size_t kManySeeds = 1000;  // t is normal from here on, to 3 digits
constexpr std::size_t kFineSeeds = 40;    // 2^-n is no coarse step from here on
// The t-test's power is the sign-flip test's within 2 points where so many signs or more reject;
// with fewer it is up to 16 points too high.
constexpr std::size_t kManySigns = 32;
constexpr std::size_t kSamples = 4000;  // a share of 0.8 of them has a standard error of 0.006

// How many of the 2^n signs may reach the sum seen, the signs seen among them, where p <= alpha.
std::size_t signs_allowed(std::size_t n, double alpha) {
  return static_cast<std::size_t>(std::floor(std::ldexp(alpha, static_cast<int>(n))));
}

// Whether more than `most` sets of differences add up to 0 or less, the empty set counted: turning
// the signs of such a set leaves a sum that is as large or larger.
class SetCounter {
 public:
  SetCounter(std::vector<double>& differences, std::size_t most)
      : sorted_(differences), most_(most) {
    std::sort(sorted_.begin(), sorted_.end());
  }
  [[nodiscard]] bool is_more() {
    add_from(0, 0);
    return found_ > most_;
  }

 private:
  // All sets that go on from one whose sum is 0 or less. The rest only rises once it is positive.
  void add_from(std::size_t begin, double sum) {
    ++found_;
    for (std::size_t i = begin; i < sorted_.size() && found_ <= most_; ++i) {
      if (sum + sorted_[i] > 0) return;
      add_from(i + 1, sum + sorted_[i]);
    }
  }

  std::vector<double>& sorted_;
  std::size_t most_, found_ = 0;
};

// The share of samples, always the same, in which so few signs reach the sum that it shows.
double sampled_power(std::size_t n, double d, std::size_t signs) {
  if (signs == 0) return 0;
  base::Stream stream(0, base::Purpose::kStatistics, 2);
  std::vector<double> differences(n);
  std::size_t shown = 0;
  for (std::size_t i = 0; i < kSamples; ++i) {
    for (double& x : differences) x = d + stream.normal();
    if (!SetCounter(differences, signs).is_more()) ++shown;
  }
  return static_cast<double>(shown) / static_cast<double>(kSamples);
}

// P(T > t) of the noncentral t with n - 1 degrees of freedom and shift d sqrt(n).
double t_power(std::size_t n, double d, double alpha) {
  const auto seeds = static_cast<double>(n);
  const double shift = d * std::sqrt(seeds);
  if (n > kManySeeds || shift > 30) {
    const boost::math::normal normal;
    return boost::math::cdf(normal, shift + boost::math::quantile(normal, alpha));
  }
  const boost::math::students_t central(seeds - 1);
  const double critical = boost::math::quantile(complement(central, alpha));
  return boost::math::cdf(complement(boost::math::non_central_t(seeds - 1, shift), critical));
}

// The power of the t-test at the alpha that n signs can reach.
double t_power_of_signs(std::size_t n, double d, double alpha) {
  if (n >= kFineSeeds) return t_power(n, d, alpha);
  const auto signs = static_cast<double>(signs_allowed(n, alpha));
  return t_power(n, d, std::ldexp(signs, -static_cast<int>(n)));
}

}  // namespace

double power(std::size_t n, double d, double alpha) {
  const std::size_t signs = n >= kFineSeeds ? kManySigns : signs_allowed(n, alpha);
  return signs < kManySigns ? sampled_power(n, d, signs) : t_power_of_signs(n, d, alpha);
}

// The t-test's power is never lower: it is cheap, and finds where to begin with the costly one.
std::optional<std::size_t> seeds_for(double d, double alpha) {
  std::size_t low = std::max<std::size_t>(statistics::least_seeds(alpha), 2);
  if (!(d > 0) || t_power(kMostSeeds, d, alpha) < kPower) return std::nullopt;
  std::size_t high = kMostSeeds;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (t_power_of_signs(middle, d, alpha) < kPower)
      low = middle + 1;
    else
      high = middle;
  }
  while (power(low, d, alpha) < kPower) ++low;
  return low;
}

std::optional<double> smallest_effect(std::size_t n, double alpha) {
  if (n < std::max<std::size_t>(statistics::least_seeds(alpha), 2)) return std::nullopt;
  double low = 0;
  double high = 1;
  while (power(n, high, alpha) < kPower) high *= 2;
  for (int i = 0; i < 25; ++i) {
    const double middle = (low + high) / 2;
    (power(n, middle, alpha) < kPower ? low : high) = middle;
  }
  return high;
}

}  // namespace ice::judge
