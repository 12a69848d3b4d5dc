#include "judge/pareto.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <random>

using ice::judge::pareto_front;

TEST_CASE(
    "pareto: a point that another beats in one thing and equals in the rest is not in front") {
  using Indices = std::vector<std::size_t>;
  const std::vector<std::vector<double>> points{
      {1, 5}, {2, 2}, {2, 3}, {5, 1}, {2, 2}, {std::nan(""), 0}, {6, 6}};
  CHECK(pareto_front(points) == Indices{0, 1, 3, 4});
  CHECK(pareto_front({}).empty());
}

// Of two coordinates, sorted by the first and then the second, the front are the points whose
// second is less than all before: another way to the same set.
TEST_CASE("pareto: equals the sweep over sorted points") {
  std::mt19937 random(7);
  std::vector<std::vector<double>> points;
  for (int i = 0; i < 200; ++i)
    points.push_back({static_cast<double>(random() % 1000), static_cast<double>(random() % 1000)});
  std::vector<std::size_t> order(points.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return points[i]; });
  std::vector<std::size_t> expected;
  double least = INFINITY;
  for (const std::size_t i : order) {
    const bool is_twin = !expected.empty() && points[expected.back()] == points[i];
    if (points[i][1] < least || is_twin) expected.push_back(i);
    least = std::min(least, points[i][1]);
  }
  std::ranges::sort(expected);
  CHECK(pareto_front(points) == expected);
}

TEST_CASE("pareto: by brute force, each point behind the front is beaten by one of the front") {
  std::mt19937 random(11);
  std::vector<std::vector<double>> points(150);
  for (std::vector<double>& point : points)
    for (int i = 0; i < 3; ++i) point.push_back(static_cast<double>(random() % 8));
  const auto beats = [](const std::vector<double>& a, const std::vector<double>& b) {
    return a != b && a[0] <= b[0] && a[1] <= b[1] && a[2] <= b[2];
  };
  const std::vector<std::size_t> front = pareto_front(points);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const bool is_beaten = std::ranges::any_of(
        front, [&](std::size_t other) { return beats(points[other], points[i]); });
    CHECK(is_beaten == (std::ranges::count(front, i) == 0));
  }
}
