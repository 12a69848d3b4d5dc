#include "statistics/sign_flip.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "base/rng.hpp"

namespace ice::statistics {
namespace {

constexpr std::size_t kMostExact = 20;
constexpr std::uint64_t kFlips = 100'000;
constexpr std::size_t kWord = 64;

// Counts sums against the observed one. Sums of the same numbers in another order differ in their
// last digits: equal means equal up to these.
class Tally {
 public:
  explicit Tally(std::span<const double> differences) {
    double sizes = 0;
    for (const double d : differences) {
      observed_ += d;
      sizes += std::abs(d);
    }
    rounding_ = 1e-12 * sizes;
  }
  void add(double sum) {
    above_ += static_cast<std::uint64_t>(sum >= observed_ - rounding_);
    below_ += static_cast<std::uint64_t>(sum <= observed_ + rounding_);
    ++count_;
  }
  [[nodiscard]] double observed() const { return observed_; }
  [[nodiscard]] SignFlip shares() const {
    const auto n = static_cast<double>(count_);
    return {static_cast<double>(above_) / n, static_cast<double>(below_) / n};
  }

 private:
  double observed_ = 0, rounding_ = 0;
  std::uint64_t above_ = 0, below_ = 0, count_ = 0;
};

// In the order of a Gray code: from one sum to the next, one sign changes.
SignFlip exact(std::span<const double> differences) {
  Tally tally(differences);
  std::vector<double> signed_differences(differences.begin(), differences.end());
  double sum = tally.observed();
  tally.add(sum);
  for (std::uint64_t i = 1; i < std::uint64_t{1} << differences.size(); ++i) {
    double& flipped = signed_differences[static_cast<std::size_t>(std::countr_zero(i))];
    sum -= 2 * flipped;
    flipped = -flipped;
    tally.add(sum);
  }
  return tally.shares();
}

// 64 signs cost one number of the stream.
double random_sum(std::span<const double> differences, base::Stream& stream) {
  double sum = 0;
  for (std::size_t begin = 0; begin < differences.size(); begin += kWord) {
    const std::uint64_t signs = stream.next64();
    const std::size_t count = std::min(kWord, differences.size() - begin);
    for (std::size_t i = 0; i < count; ++i) {
      const auto sign = static_cast<double>(signs >> i & 1U);
      sum += (2 * sign - 1) * differences[begin + i];
    }
  }
  return sum;
}

SignFlip sampled(std::span<const double> differences) {
  base::Stream stream(0, base::Purpose::kStatistics, 0);
  Tally tally(differences);
  tally.add(tally.observed());
  for (std::uint64_t i = 0; i < kFlips; ++i) tally.add(random_sum(differences, stream));
  return tally.shares();
}

}  // namespace

SignFlip sign_flip(std::span<const double> differences) {
  return differences.size() <= kMostExact ? exact(differences) : sampled(differences);
}

std::vector<double> signed_ranks(std::span<const double> differences) {
  std::vector<std::size_t> order(differences.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto size = [&](std::size_t i) { return std::abs(differences[i]); };
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return size(a) < size(b); });
  std::vector<double> ranks(differences.size(), 0);
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    while (end < order.size() && size(order[end]) == size(order[begin])) ++end;
    const double rank = static_cast<double>(begin + 1 + end) / 2;  // mean of begin+1 .. end
    for (std::size_t i = begin; i < end; ++i) {
      if (size(order[i]) > 0) ranks[order[i]] = std::copysign(rank, differences[order[i]]);
    }
  }
  return ranks;
}

std::size_t least_seeds(double alpha) {
  std::size_t n = 1;
  while (std::ldexp(1.0, -static_cast<int>(n)) > alpha) ++n;
  return n;
}

}  // namespace ice::statistics
