// Ranges: values on a grid with both ends, draws within them, and which ranges are refused.
#include "study/distribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <map>

#include "base/text.hpp"

using ice::base::Stream;
using ice::base::Value;
using ice::study::Distribution;
using ice::study::draw;
using ice::study::Method;
using ice::study::Parameter;
using ice::study::range_fault;
using ice::study::spread;

namespace {

Parameter range(Distribution distribution, double min, double max) {
  Parameter parameter;
  parameter.distribution = distribution;
  parameter.min = min;
  parameter.max = max;
  return parameter;
}

Parameter in_points(Distribution distribution, double min, double max, std::uint64_t points) {
  Parameter parameter = range(distribution, min, max);
  parameter.points = points;
  return parameter;
}

Parameter in_steps(Distribution distribution, double min, double max, double step) {
  Parameter parameter = range(distribution, min, max);
  parameter.quantum = step;
  return parameter;
}

Parameter normal(Distribution distribution, double mu, double sigma) {
  Parameter parameter = range(distribution, 0, 0);
  parameter.mu = mu;
  parameter.sigma = sigma;
  return parameter;
}

std::string grid_fault(const Parameter& parameter) {
  return range_fault(parameter, Method::kGrid).value_or("sound");
}

std::string random_fault(const Parameter& parameter) {
  return range_fault(parameter, Method::kRandom).value_or("sound");
}

std::vector<double> draws(const Parameter& parameter, int count) {
  Stream stream(1, ice::base::Purpose::kSampler);
  std::vector<double> numbers;
  for (int i = 0; i < count; ++i) numbers.push_back(draw(parameter, stream).get<double>());
  return numbers;
}

// Whether the i-th smallest draw is where the distribution expects it: the largest distance between
// the two distribution functions (Kolmogorov-Smirnov) passes 2 / sqrt(n) by chance in 7e-4 of
// cases.
template <class Cdf>
void check_distributed(std::vector<double> numbers, Cdf cdf) {
  std::ranges::sort(numbers);
  const auto n = static_cast<double>(numbers.size());
  double distance = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const double expected = cdf(numbers[i]);
    const auto below = static_cast<double>(i);
    distance = std::max(
        {distance, std::fabs(expected - below / n), std::fabs(expected - (below + 1) / n)});
  }
  CHECK(distance < 2 / std::sqrt(n));
}

}  // namespace

TEST_CASE("distribution: points and steps reach both ends, in numbers a person would write") {
  using enum Distribution;
  CHECK(Value(spread(in_points(kUniform, 0, 1, 3))) == Value({0, 0.5, 1}));
  CHECK(Value(spread(in_steps(kUniform, 0.1, 0.5, 0.1))).dump() == "[0.1,0.2,0.3,0.4,0.5]");
  CHECK(Value(spread(in_steps(kUniform, -0.3, 0.3, 0.1))).dump() ==
        "[-0.3,-0.2,-0.1,0,0.1,0.2,0.3]");
  CHECK(Value(spread(in_steps(kIntUniform, 10, 40, 10))) == Value({10, 20, 30, 40}));
  CHECK(Value(spread(in_points(kIntUniform, 1, 10, 4))) == Value({1, 4, 7, 10}));
  CHECK(Value(spread(in_points(kIntUniform, 1, 4, 3))) == Value({1, 3, 4}));
  CHECK(Value(spread(in_points(kLogUniform, 0.001, 10, 5))).dump() == "[0.001,0.01,0.1,1,10]");
}

// The geometric mean of 0.1 and 1.2 is sqrt(0.12) = 0.34641016151377546.
TEST_CASE("distribution: log_uniform points stand in a geometric row between exact ends") {
  const auto values = spread(in_points(Distribution::kLogUniform, 0.1, 1.2, 3));
  REQUIRE(values.size() == 3);
  CHECK(values[0] == 0.1);
  CHECK(values[1].get<double>() == Approx(0.34641016151377546).epsilon(1e-11));
  CHECK(values[2] == 1.2);
}

TEST_CASE("distribution: any sound range spreads from min to max, strictly upwards") {
  using enum Distribution;
  Stream stream(3, ice::base::Purpose::kStatistics);
  for (int i = 0; i < 2000; ++i) {
    const auto distribution = std::array{kUniform, kLogUniform, kIntUniform}[stream.below(3)];
    double min = std::pow(10, 6 * stream.uniform() - 4);
    double max = min * (1 + 1000 * stream.uniform());
    if (distribution == kIntUniform) min = std::floor(min), max = std::ceil(max);
    if (distribution == kUniform && stream.below(2) == 0) min = -min;
    const auto parameter = in_points(distribution, min, max, 2 + stream.below(50));
    INFO(fmt::format("{} {} {} {}", to_string(distribution), min, max, parameter.points));
    const auto fault = range_fault(parameter, Method::kGrid);
    if (distribution == kIntUniform && max - min + 1 < static_cast<double>(parameter.points)) {
      REQUIRE(fault);
      continue;
    }
    REQUIRE_FALSE(fault);
    const std::vector<Value> values = spread(parameter);
    REQUIRE(values.size() == parameter.points);
    REQUIRE(values.front() == min);
    REQUIRE(values.back() == max);
    REQUIRE(std::ranges::adjacent_find(values, std::greater_equal<Value>()) == values.end());
  }
}

TEST_CASE("distribution: draws are distributed as they say") {
  using enum Distribution;
  const int n = 4000;
  check_distributed(draws(range(kUniform, -1, 3), n), [](double x) { return (x + 1) / 4; });
  check_distributed(draws(range(kLogUniform, 1e-4, 1), n),
                    [](double x) { return std::log10(x) / 4 + 1; });
  check_distributed(draws(normal(kNormal, 2, 3), n),
                    [](double x) { return std::erfc(-(x - 2) / 3 / std::sqrt(2)) / 2; });
  check_distributed(draws(normal(kLogNormal, -1, 0.5), n), [](double x) {
    return std::erfc(-(std::log(x) + 1) / 0.5 / std::sqrt(2)) / 2;
  });
}

// Chi-square of 9 degrees of freedom passes 40 by chance in 8e-6 of cases.
TEST_CASE("distribution: whole numbers, steps and listed values come equally often") {
  using enum Distribution;
  Parameter listed;
  for (int i = 0; i < 10; ++i) listed.values.emplace_back(i * 0.5);
  for (const Parameter& parameter :
       {range(kIntUniform, -4, 5), in_steps(kUniform, 0, 0.9, 0.1), listed}) {
    std::map<double, int> counts;
    for (const double x : draws(parameter, 5000)) ++counts[x];
    REQUIRE(counts.size() == 10);
    double chi = 0;
    for (const auto& [x, count] : counts) chi += std::pow(count - 500.0, 2) / 500.0;
    CHECK(chi < 40);
  }
}

TEST_CASE("distribution: a step rounds what is drawn, and stays within the ends") {
  using enum Distribution;
  const auto check_multiples = [](const Parameter& parameter, double step) {
    for (const double x : draws(parameter, 500)) {
      INFO(x);
      REQUIRE(x / step == Approx(std::round(x / step)).margin(1e-9));
    }
  };
  check_multiples(in_steps(kLogUniform, 0.05, 10, 0.1), 0.1);
  for (const double x : draws(in_steps(kLogUniform, 0.05, 0.35, 0.1), 500)) {
    REQUIRE(x >= 0.05);
    REQUIRE(x <= 0.35);
  }
  Parameter rounded = normal(kNormal, 0, 3);
  rounded.quantum = 0.25;
  check_multiples(rounded, 0.25);
}

TEST_CASE("distribution: what no grid can be made of is refused") {
  using enum Distribution;
  const std::vector<std::pair<Parameter, std::string>> cases{
      {in_points(kUniform, 0, 1, 3), "sound"},
      {in_points(kLogUniform, 0, 1, 3),
       "log_uniform needs min > 0 (bounds are values, not exponents), got 0"},
      {in_points(kLogUniform, -4, -1, 3),
       "log_uniform needs min > 0 (bounds are values, not exponents), got -4"},
      {in_points(kUniform, 1, 1, 3), "min = 1 is not below max = 1"},
      {in_points(kUniform, 2, 1, 3), "min = 2 is not below max = 1"},
      {in_points(kUniform, -1.5e308, 1.5e308, 3), "the range is too wide for a number"},
      {in_points(kIntUniform, 0.5, 2, 2), "int_uniform needs whole bounds, got 0.5 and 2"},
      {in_points(kIntUniform, 0, 1e300, 2), "int_uniform needs bounds within +-9007199254740991"},
      {in_points(kIntUniform, 1, 3, 4), "4 points, but only 3 whole numbers from min to max"},
      {in_steps(kIntUniform, 0, 2, 0.5), "int_uniform needs a whole step, got 0.5"},
      {range(kUniform, 0, 1), "a range on a grid needs points: or step:"},
      {in_steps(kLogUniform, 0.1, 1, 0.1), "log_uniform needs points:"},
      {in_steps(kUniform, 0, 1, 0.3),
       "steps of 0.3 from 0 lead to 0.9, not to max = 1: both ends are included"},
      {in_steps(kUniform, 0, 1, 1e-300), "step = 1e-300 is too small for this range"},
      {normal(kNormal, 0, 1),
       "normal has no ends to spread a grid over: list values, or use method: random"}};
  for (const auto& [parameter, fault] : cases) CHECK(grid_fault(parameter) == fault);
  Parameter both = in_points(kUniform, 0, 1, 3);
  both.quantum = 0.5;
  CHECK(grid_fault(both) == "give points: or step:, not both");
}

TEST_CASE("distribution: what nothing can be drawn from is refused") {
  using enum Distribution;
  const std::vector<std::pair<Parameter, std::string>> cases{
      {range(kUniform, 0, 1), "sound"},
      {in_points(kUniform, 0, 1, 3),
       "points: belongs to method: grid; here step: rounds what is drawn"},
      {range(kLogUniform, 0, 1),
       "log_uniform needs min > 0 (bounds are values, not exponents), got 0"},
      {in_steps(kLogUniform, 0.1, 0.9, 1), "no multiple of step = 1 lies between min and max"},
      {in_steps(kUniform, 0, 1, 0.3),
       "steps of 0.3 from 0 lead to 0.9, not to max = 1: both ends are included"},
      {normal(kNormal, 0, 1), "sound"},
      {normal(kLogNormal, 700, 2), "log_normal with mu = 700 and sigma = 2 draws infinite numbers"},
      {normal(kNormal, 0, 1e308), "normal with mu = 0 and sigma = 1e+308 draws infinite numbers"}};
  for (const auto& [parameter, fault] : cases) CHECK(random_fault(parameter) == fault);
}

TEST_CASE("distribution: each has one name") {
  for (const char* name :
       {"categorical", "uniform", "log_uniform", "int_uniform", "normal", "log_normal"})
    CHECK(to_string(ice::study::distribution_from(name)) == name);
}
