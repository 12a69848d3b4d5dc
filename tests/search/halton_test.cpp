#include "search/halton.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>

namespace {

using namespace ice::search;

constexpr std::array<std::uint64_t, 6> kPrimes{2, 3, 5, 7, 11, 13};

// The digit at `place` (0: behind the point) of a share.
std::uint64_t share_digit(double share, std::uint64_t base, unsigned place) {
  const auto b = static_cast<double>(base);
  // Sums of digits miss the edges of intervals by rounding only.
  const double shifted = (share + 1e-13) * std::pow(b, static_cast<double>(place));
  return static_cast<std::uint64_t>(std::fmod(shifted, 1.0) * b);
}

}  // namespace

TEST_CASE("halton: of base^k points each of base^k intervals has exactly one") {
  for (std::size_t d = 0; d < kPrimes.size(); ++d) {
    const std::uint64_t count = kPrimes[d] * kPrimes[d];
    std::set<std::uint64_t> intervals;
    for (std::uint64_t i = 0; i < count; ++i) {
      const double share = scrambled_halton(kPrimes.size(), i, 9)[d];
      intervals.insert(static_cast<std::uint64_t>((share + 1e-13) * static_cast<double>(count)));
    }
    CHECK(intervals.size() == count);
  }
}

TEST_CASE("halton: each digit is permuted by a permutation of its own") {
  const std::uint64_t base = 7;
  std::array<std::map<std::uint64_t, std::uint64_t>, 2> permutations;
  for (std::uint64_t i = 0; i < 3 * base * base; ++i) {
    const double share = scrambled_halton(4, i, 2)[3];
    const std::array digits{i % base, i / base % base};
    for (unsigned place = 0; place < 2; ++place) {
      const std::uint64_t digit = share_digit(share, base, place);
      const auto known = permutations[place].emplace(digits[place], digit).first;
      CHECK(known->second == digit);
    }
  }
  for (const auto& permutation : permutations) {
    std::set<std::uint64_t> images;
    for (const auto& [digit, image] : permutation) images.insert(image);
    CHECK(images.size() == base);
  }
  CHECK(permutations[0] != permutations[1]);
}

TEST_CASE("halton: digits behind the last one of the index are permuted too") {
  const std::vector<double> first = scrambled_halton(30, 0, 1);
  CHECK(std::set<double>(first.begin(), first.end()).size() == 30);
  CHECK(first != scrambled_halton(30, 0, 2));
  for (const double share : first) {
    CHECK(share >= 0);
    CHECK(share < 1);
  }
}

// Uniform on [0, 1): the mean of 2000 has a deviation of 0.0065. Each limit is at 5.2 of them.
TEST_CASE("halton: over root seeds, every point is uniform") {
  for (const std::uint64_t index : {0, 1, 5}) {
    std::array<double, 3> sums{};
    for (std::uint64_t root = 0; root < 2000; ++root) {
      const std::vector<double> shares = scrambled_halton(3, index, root);
      for (std::size_t d = 0; d < 3; ++d) sums[d] += shares[d];
    }
    for (const double sum : sums) CHECK(sum / 2000 == Approx(0.5).margin(0.034));
  }
}
