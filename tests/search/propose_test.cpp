#include "search/propose.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <set>

namespace {

using namespace ice::search;

constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t kRoot = 11;

// Two dimensions: lambda is 6.
Space rectangle() {
  return {{{.low = -2, .high = 3}, {.kind = Dimension::Kind::kInteger, .low = 1, .high = 40}}};
}

double rectangle_cost(const Point& point) {
  return std::pow(point[0] - 1.2, 2) + std::pow((point[1] - 33) / 10, 2);
}

// Proposes and finishes cells until there are so many.
void finish(std::vector<Told>& told, std::size_t cells, Method method) {
  while (told.size() < cells) {
    const Point point = propose(rectangle(), method, kRoot, told);
    told.push_back({point, State::kFinished, rectangle_cost(point)});
  }
}

double least_value(const std::vector<Told>& told) {
  return std::ranges::min_element(told, {}, &Told::value)->value;
}

}  // namespace

TEST_CASE("propose: 2^m cells of sobol have every whole number and every choice equally often") {
  const Space space{{{.kind = Dimension::Kind::kInteger, .low = 1, .high = 4},
                     {.kind = Dimension::Kind::kCategory, .choices = 2}}};
  std::multiset<double> numbers, choices;
  std::vector<Told> told;
  for (int i = 0; i < 8; ++i) {
    told.push_back({propose(space, Method::kSobol, kRoot, told)});
    numbers.insert(told.back().point[0]);
    choices.insert(told.back().point[1]);
  }
  CHECK(numbers == std::multiset<double>{1, 1, 2, 2, 3, 3, 4, 4});
  CHECK(choices == std::multiset<double>{0, 0, 0, 0, 1, 1, 1, 1});
}

TEST_CASE("propose: a conditional parameter keeps its coordinate in every cell") {
  const auto is_second = [](double choice) { return choice == 1; };
  Space space{{{.kind = Dimension::Kind::kCategory, .choices = 2},
               {.low = 0, .high = 1},
               {.low = 5, .high = 6}}};
  Space conditional = space;
  conditional.dimensions[1].when = {{0, is_second}};
  for (const Method method : {Method::kSobol, Method::kHalton}) {
    const std::vector<Told> five(5);
    std::vector<Told> told;
    for (int i = 0; i < 10; ++i) {
      const Point always = propose(space, method, kRoot, told);
      const Point sometimes = propose(conditional, method, kRoot, told);
      CHECK(sometimes[0] == always[0]);
      CHECK(sometimes[2] == always[2]);
      CHECK(std::isnan(sometimes[1]) == (always[0] != 1));
      told.push_back({sometimes});
    }
  }
}

TEST_CASE("propose: a space without parameters has one cell") {
  for (const Method method : {Method::kSobol, Method::kTpe, Method::kCmaes, Method::kAuto}) {
    CHECK(propose({}, method, kRoot, {}).empty());
    CHECK(proposable({}, method, kRoot, {}) == kNoLimit);
  }
}

TEST_CASE("propose: cmaes refuses choices and conditions, and says which") {
  const Space choices{{{}, {.kind = Dimension::Kind::kCategory, .choices = 2}}};
  CHECK(refusal(choices, Method::kCmaes)->dimension == 1);
  CHECK(refusal(choices, Method::kCmaes)->why == "cmaes cannot choose from a list of values");
  CHECK(refusal(choices, Method::kCmaes)->hint == "method: tpe");
  const Space conditional{{{.when = {{1, [](double x) { return x > 0; }}}}, {}}};
  CHECK(refusal(conditional, Method::kCmaes)->dimension == 0);
  CHECK(refusal(conditional, Method::kCmaes)->why ==
        "cmaes cannot take a parameter that is not in all cells");
  for (const Method method : {Method::kSobol, Method::kHalton, Method::kTpe, Method::kAuto}) {
    CHECK_FALSE(refusal(choices, method));
    CHECK_FALSE(refusal(conditional, method));
  }
  const Space huge{std::vector<Dimension>(3668)};
  CHECK(refusal(huge, Method::kSobol)->why == "this method varies 3667 parameters at most");
  CHECK_FALSE(refusal(huge, Method::kHalton));
}

TEST_CASE("propose: cells of a cmaes generation do not wait for each other") {
  std::vector<Told> told;
  CHECK(proposable(rectangle(), Method::kCmaes, kRoot, told) == 6);
  for (int i = 0; i < 6; ++i) told.push_back({propose(rectangle(), Method::kCmaes, kRoot, told)});
  CHECK(proposable(rectangle(), Method::kCmaes, kRoot, told) == 6);

  std::vector<Told> one_by_one;
  finish(one_by_one, 6, Method::kCmaes);
  for (std::size_t i = 0; i < 6; ++i) CHECK(told[i].point == one_by_one[i].point);
  for (std::size_t i = 0; i < 5; ++i) told[i] = one_by_one[i];
  CHECK(proposable(rectangle(), Method::kCmaes, kRoot, told) == 6);
  told[5] = one_by_one[5];
  CHECK(proposable(rectangle(), Method::kCmaes, kRoot, told) == 12);
}

TEST_CASE("propose: cmaes starts at the best given cell, when all of them have results") {
  std::vector<Told> told{{{-1.5, 4}, State::kFinished, 0.5, 0, true},
                         {{2.5, 36}, State::kPending, 0, 0, true}};
  CHECK(proposable(rectangle(), Method::kCmaes, kRoot, told) == 2);
  told[1] = {{2.5, 36}, State::kFinished, 0.1, 0, true};
  CHECK(proposable(rectangle(), Method::kCmaes, kRoot, told) == 8);
  double sum = 0;
  for (int i = 0; i < 6; ++i) {
    told.push_back({propose(rectangle(), Method::kCmaes, kRoot, told)});
    sum += told.back().point[1];
  }
  CHECK(sum / 6 > 28);  // the middle is 20.5, a deviation 6.7 / sqrt(6)
}

TEST_CASE("propose: cmaes proposes whole numbers in their range and finds the best of them") {
  std::vector<Told> told;
  finish(told, 120, Method::kCmaes);
  for (const Told& cell : told) {
    CHECK(cell.point[0] >= -2);
    CHECK(cell.point[0] <= 3);
    CHECK(cell.point[1] == std::round(cell.point[1]));
    CHECK(cell.point[1] >= 1);
    CHECK(cell.point[1] <= 40);
  }
  CHECK(least_value(told) < 1e-4);
}

TEST_CASE("propose: cmaes starts again elsewhere, with twice the cells, where nothing differs") {
  std::vector<Told> told;
  std::vector<std::uint64_t> ends;
  while (ends.size() < 24) {
    ends.push_back(proposable(rectangle(), Method::kCmaes, kRoot, told));
    while (told.size() < ends.back())
      told.push_back({propose(rectangle(), Method::kCmaes, kRoot, told), State::kFinished, 1.0});
  }
  CHECK(ends[20] == 21 * 6);
  CHECK(ends[21] == 21 * 6 + 12);
  CHECK(ends[22] == 21 * 6 + 24);
}

TEST_CASE("propose: auto is tpe for ten cells a dimension, and then waits for all of them") {
  std::vector<Told> told;
  finish(told, 20, Method::kAuto);
  std::vector<Told> learned;
  finish(learned, 20, Method::kTpe);
  for (std::size_t i = 0; i < 20; ++i) CHECK(told[i].point == learned[i].point);
  CHECK(proposable(rectangle(), Method::kAuto, kRoot, std::span(told).first(7)) == 20);
  CHECK(proposable(rectangle(), Method::kAuto, kRoot, told) == 26);
  told[15].state = State::kPending;
  CHECK(proposable(rectangle(), Method::kAuto, kRoot, told) == 20);
}

TEST_CASE("propose: auto goes on near the best cells of tpe") {
  std::vector<Told> told;
  finish(told, 80, Method::kAuto);
  const double before = least_value({told.begin(), told.begin() + 20});
  CHECK(least_value(told) < before);
  CHECK(least_value(told) < 1e-2);
}

TEST_CASE("propose: auto stays tpe where anything is a choice") {
  const Space space{{{.kind = Dimension::Kind::kCategory, .choices = 3}}};
  std::vector<Told> told;
  for (int i = 0; i < 15; ++i) {
    const Point point = propose(space, Method::kAuto, kRoot, told);
    CHECK(point == propose(space, Method::kTpe, kRoot, told));
    told.push_back({point, State::kFinished, point[0]});
  }
  CHECK(proposable(space, Method::kAuto, kRoot, told) == kNoLimit);
}
