// The shuffled order is a permutation, the same for ever, and mixes.
#include "study/permutation.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <numeric>
#include <vector>

using ice::study::permuted;

namespace {

std::vector<std::uint64_t> order(std::uint64_t n, std::uint64_t root) {
  std::vector<std::uint64_t> numbers(n);
  for (std::uint64_t i = 0; i < n; ++i) numbers[i] = permuted(i, n, root);
  return numbers;
}

}  // namespace

TEST_CASE("permutation: every number comes once") {
  for (std::uint64_t n = 1; n < 300; ++n) {
    for (const std::uint64_t root : {std::uint64_t{0}, std::uint64_t{42}, ~std::uint64_t{0}}) {
      std::vector<std::uint64_t> numbers = order(n, root);
      std::sort(numbers.begin(), numbers.end());
      std::vector<std::uint64_t> all(n);
      std::iota(all.begin(), all.end(), 0);
      REQUIRE(numbers == all);
    }
  }
}

TEST_CASE("permutation: the root decides, and nothing else") {
  CHECK(order(100, 1) == order(100, 1));
  CHECK(order(100, 1) != order(100, 2));
  CHECK(order(100, 1) != order(100, std::uint64_t{1} << 32));
}

// The rank correlation of position and number has deviation 1 / sqrt(n - 1) under a random order.
// Ten roots beyond 4 deviations by chance: 6e-4.
TEST_CASE("permutation: the order does not remember the old one") {
  const std::uint64_t n = 1000;
  for (std::uint64_t root = 0; root < 10; ++root) {
    double distance = 0;
    for (std::uint64_t i = 0; i < n; ++i)
      distance += std::pow(static_cast<double>(permuted(i, n, root)) - static_cast<double>(i), 2);
    const double size = n;
    const double correlation = 1 - 6 * distance / (size * (size * size - 1));
    CHECK(std::fabs(correlation) < 4 / std::sqrt(size - 1));
  }
}

// Every one of the 24 orders of four comes equally often: chi-square of 23 degrees passes 58.6 by
// chance in 6e-5 of cases.
TEST_CASE("permutation: no order is preferred") {
  std::map<std::vector<std::uint64_t>, int> counts;
  const int roots = 4800;
  for (int root = 0; root < roots; ++root) ++counts[order(4, static_cast<std::uint64_t>(root))];
  REQUIRE(counts.size() == 24);
  double chi = 0;
  for (const auto& [numbers, count] : counts) chi += std::pow(count - 200.0, 2) / 200.0;
  CHECK(chi < 58.6);
}
