#include "base/rng.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <vector>

using namespace ice::base;

TEST_CASE("rng: Philox gives the published vectors") {
  // Known answers for philox4x32 with 10 rounds, as published with Random123 (kat_vectors).
  using Block = std::array<std::uint32_t, 4>;
  CHECK(philox4x32({0, 0, 0, 0}, {0, 0}) == Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox4x32({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
        Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("rng: a stream depends on seed, purpose and index, and on nothing else") {
  const auto first = [](Stream stream) { return stream.next64(); };
  const std::uint64_t value = first(Stream(7, Purpose::kInit, 1));
  CHECK(first(Stream(7, Purpose::kInit, 1)) == value);
  CHECK(first(Stream(8, Purpose::kInit, 1)) != value);
  CHECK(first(Stream(7, Purpose::kShuffle, 1)) != value);
  CHECK(first(Stream(7, Purpose::kInit, 2)) != value);
}

TEST_CASE("rng: uniform and normal have their moments within five standard errors") {
  constexpr int kDraws = 200'000;
  Stream stream(1, Purpose::kInit);
  double sum = 0, square = 0, cube = 0, fourth = 0, uniform_sum = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double z = stream.normal();
    sum += z, square += z * z, cube += z * z * z, fourth += z * z * z * z;
    const double u = stream.uniform();
    REQUIRE((u >= 0 && u < 1));
    uniform_sum += u;
  }
  const double error =
      1 / std::sqrt(kDraws);  // of the mean; moment k of a normal has variance E z^2k - (E z^k)^2
  CHECK(std::fabs(sum / kDraws) < 5 * error);
  CHECK(std::fabs(square / kDraws - 1) < 5 * error * std::sqrt(2));
  CHECK(std::fabs(cube / kDraws) < 5 * error * std::sqrt(15));
  CHECK(std::fabs(fourth / kDraws - 3) < 5 * error * std::sqrt(96));
  CHECK(std::fabs(uniform_sum / kDraws - 0.5) < 5 * error * std::sqrt(1.0 / 12));
}

TEST_CASE("rng: below is unbiased and a shuffle is a permutation") {
  Stream stream(3, Purpose::kSampler);
  std::vector<int> counts(6);
  constexpr int kDraws = 60'000;
  for (int i = 0; i < kDraws; ++i) ++counts[stream.below(6)];
  double chi2 = 0;
  for (const int count : counts) chi2 += (count - 10'000.0) * (count - 10'000.0) / 10'000.0;
  CHECK(chi2 < 20.5);  // 99.9 % of chi squared with 5 degrees of freedom

  std::vector<int> items(100);
  std::iota(items.begin(), items.end(), 0);
  stream.shuffle(std::span(items));
  CHECK_FALSE(std::is_sorted(items.begin(), items.end()));
  std::sort(items.begin(), items.end());
  for (int i = 0; i < 100; ++i) CHECK(items[i] == i);
}

TEST_CASE(
    "rng: derived seeds differ, are exact as doubles, and do not depend on how many there are") {
  std::vector<std::uint64_t> seeds;
  for (std::uint64_t i = 0; i < 1000; ++i) seeds.push_back(derive_seed(42, i));
  CHECK(derive_seed(42, 3) == seeds[3]);
  CHECK(derive_seed(43, 3) != seeds[3]);
  CHECK(*std::max_element(seeds.begin(), seeds.end()) < (std::uint64_t{1} << 53));
  std::sort(seeds.begin(), seeds.end());
  CHECK(std::adjacent_find(seeds.begin(), seeds.end()) == seeds.end());
}
