// The levels of ice/processor.hpp, and loops that are compiled for each.
#include <algorithm>
#include <catch2/catch.hpp>
#include <ice/processor.hpp>
#include <string>
#include <vector>

using ice::highest_level;
using ice::Level;
using ice::level_of;

TEST_CASE("processor: a level is chosen by its name, but none that the processor lacks") {
  for (std::size_t i = 0; i < ice::kLevelNames.size(); ++i)
    CHECK(level_of(ice::kLevelNames.at(i)) == std::min(static_cast<Level>(i), highest_level()));
}

TEST_CASE("processor: without a name that is known the highest level is chosen") {
  CHECK(level_of("") == highest_level());
  CHECK(level_of("x86-64-v9") == highest_level());
}

TEST_CASE("processor: a process has the highest level, or the one that $ICE_CPU names") {
  const char* const named = std::getenv("ICE_CPU");
  CHECK(ice::level() == level_of(named == nullptr ? "" : named));
}

// Sums of whole numbers are the same in any order.
TEST_CASE("processor: a loop gives the same at every level") {
  std::vector<double> x(1003);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<double>(i);
  const auto sum_of_squares = [&] {
    double sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * x[i];
    return sum;
  };
  constexpr double kExpected = 1002.0 * 1003 * 2005 / 6;
  CHECK(ice::vectorized(sum_of_squares) == kExpected);
  CHECK(ice::detail::at<Level::kBaseline>(sum_of_squares) == kExpected);
  if (highest_level() >= Level::kV3)
    CHECK(ice::detail::at<Level::kV3>(sum_of_squares) == kExpected);
  if (highest_level() >= Level::kV4)
    CHECK(ice::detail::at<Level::kV4>(sum_of_squares) == kExpected);
}
