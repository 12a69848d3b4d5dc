#include "search/sobol.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

namespace {

using namespace ice::search;

// The shares of dimension d of the first `count` scrambled points.
std::vector<std::vector<double>> scrambled_points(std::size_t dimensions, std::uint64_t count,
                                                  std::uint64_t root_seed) {
  std::vector<std::vector<double>> points;
  for (std::uint64_t i = 0; i < count; ++i)
    points.push_back(scrambled_sobol(dimensions, i, root_seed));
  return points;
}

std::size_t interval(double share, unsigned bits) {
  return static_cast<std::size_t>(share * static_cast<double>(std::size_t{1} << bits));
}

}  // namespace

// Figures of scipy.stats.qmc.Sobol(d, scramble=False, bits=30), SciPy 1.10.1.
TEST_CASE("sobol: points are those of SciPy, point 0 included") {
  const auto as_double = [](std::uint64_t bits) { return static_cast<double>(bits) * 0x1p-64; };
  const auto point = [&](std::uint64_t index) {
    std::vector<double> shares;
    for (const std::uint64_t bits : sobol_bits(6, index)) shares.push_back(as_double(bits));
    return shares;
  };
  CHECK(point(0) == std::vector<double>(6, 0.0));
  CHECK(point(3) == std::vector{0.25, 0.75, 0.75, 0.75, 0.25, 0.25});
  CHECK(point(5) == std::vector{0.875, 0.875, 0.125, 0.375, 0.875, 0.625});
  CHECK(point(10) == std::vector{0.9375, 0.0625, 0.6875, 0.1875, 0.3125, 0.5625});
  CHECK(point(15) == std::vector{0.0625, 0.9375, 0.5625, 0.3125, 0.6875, 0.1875});
  const std::vector<std::uint64_t> far = sobol_bits(kSobolDimensions, 1000);
  CHECK(as_double(far[20]) == 0.5224609375);
  CHECK(as_double(far[999]) == 0.2001953125);
  CHECK(as_double(far[1110]) == 0.3701171875);
  CHECK(as_double(far[3666]) == 0.8935546875);
}

// FNV-1a over the integers 2^30 x, point after point, of the same generator of SciPy.
TEST_CASE("sobol: the first 64 points in all 3667 dimensions are those of SciPy") {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (std::uint64_t i = 0; i < 64; ++i) {
    for (const std::uint64_t bits : sobol_bits(kSobolDimensions, i))
      hash = (hash ^ (bits >> 34U)) * 0x100000001b3;
  }
  CHECK(hash == 0x775e215544f76225);
}

TEST_CASE("sobol: of 2^m scrambled points each of 2^m intervals has exactly one") {
  const auto points = scrambled_points(40, 64, 7);
  for (std::size_t d = 0; d < 40; ++d) {
    std::set<std::size_t> intervals;
    for (const auto& point : points) intervals.insert(interval(point[d], 6));
    CHECK(intervals.size() == 64);
  }
}

// Dimensions 0 and 1 are a (0, m, 2)-net (Sobol 1967), and scrambling keeps it one.
TEST_CASE("sobol: of 2^m scrambled points each box of the first two dimensions has exactly one") {
  const auto points = scrambled_points(2, 64, 1);
  for (unsigned bits = 0; bits <= 6; ++bits) {
    std::set<std::pair<std::size_t, std::size_t>> boxes;
    for (const auto& point : points)
      boxes.emplace(interval(point[0], bits), interval(point[1], 6 - bits));
    CHECK(boxes.size() == 64);
  }
}

TEST_CASE("sobol: every later block of 2^m scrambled points is balanced too") {
  std::set<std::size_t> intervals;
  for (std::uint64_t i = 96; i < 128; ++i)
    intervals.insert(interval(scrambled_sobol(3, i, 5)[2], 5));
  CHECK(intervals.size() == 32);
}

// In dimension 0, points 0, 1, 2, 3 begin with the bits 00, 10, 11, 01. A count outside the limits
// would be seen by chance once in 10^7 cases: 400 +- 5.2 sqrt(200).
TEST_CASE("sobol: a bit is flipped by chance that depends on the bits above it") {
  int flips = 0, equal_flips = 0;
  for (std::uint64_t root = 0; root < 800; ++root) {
    const bool flip_below_0 = (interval(scrambled_sobol(1, 0, root)[0], 2) & 1U) != 0;
    const bool flip_below_1 = (interval(scrambled_sobol(1, 1, root)[0], 2) & 1U) != 0;
    flips += static_cast<int>(flip_below_0);
    equal_flips += static_cast<int>(flip_below_0 == flip_below_1);
  }
  CHECK(std::abs(flips - 400) < 74);
  CHECK(std::abs(equal_flips - 400) < 74);
}

TEST_CASE("sobol: scrambling fills all 53 bits of a share, and depends on the dimension") {
  const std::vector<double> first = scrambled_sobol(20, 0, 3);
  CHECK(std::ranges::any_of(first,
                            [](double share) { return std::fmod(share * 0x1p53, 2.0) == 1.0; }));
  CHECK(std::set<double>(first.begin(), first.end()).size() == 20);
  CHECK(first != scrambled_sobol(20, 0, 4));
  CHECK(first == scrambled_sobol(20, 0, 3));
}
