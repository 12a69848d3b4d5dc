#include "search/tpe.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <set>

#include "search/propose.hpp"

namespace {

using namespace ice::search;

constexpr double kWorst = std::numeric_limits<double>::infinity();

Space plane() { return {{{.low = -1, .high = 1}, {.low = 1e-4, .high = 1, .is_log = true}}}; }

// A smooth function of the plane with its least value, 0, at (0.3, 0.01).
double bowl(const Point& point) {
  return std::pow(point[0] - 0.3, 2) + std::pow(std::log10(point[1]) + 2, 2);
}

// A walk in which every result is known before the next proposal.
template <class Cost>
std::vector<Told> walk(const Space& space, Method method, std::uint64_t root_seed,
                       std::size_t cells, const Cost& cost) {
  std::vector<Told> told;
  while (told.size() < cells) {
    const Point point = propose(space, method, root_seed, told);
    told.push_back({point, State::kFinished, cost(point)});
  }
  return told;
}

double best_of(const std::vector<Told>& cells) {
  return std::ranges::min_element(cells, {}, &Told::value)->value;
}

// Twelve finished cells; the best is number 5.
std::vector<Told> twelve() {
  std::vector<Told> told = walk(plane(), Method::kSobol, 1, 12, bowl);
  told[5].value = -1;
  return told;
}

}  // namespace

TEST_CASE("tpe: the first ten cells are those of sobol") {
  const auto learned = walk(plane(), Method::kTpe, 3, 11, bowl);
  const auto spread = walk(plane(), Method::kSobol, 3, 11, bowl);
  for (std::size_t i = 0; i < 10; ++i) CHECK(learned[i].point == spread[i].point);
  CHECK(learned[10].point != spread[10].point);
}

TEST_CASE("tpe: pending cells do not count among the first ten") {
  std::vector<Told> told = twelve();
  for (std::size_t i = 0; i < 3; ++i) told[i].state = State::kPending;
  CHECK(propose(plane(), Method::kTpe, 1, told) == propose(plane(), Method::kSobol, 1, told));
}

TEST_CASE("tpe: a proposal depends on the root seed and on results of earlier cells only") {
  std::vector<Told> told = twelve();
  const Point point = propose_tpe(plane(), 1, told);
  CHECK(point == propose_tpe(plane(), 1, told));
  CHECK(point != propose_tpe(plane(), 2, told));
  told[7].state = State::kPending;
  told[7].value = -100;
  const Point without = propose_tpe(plane(), 1, told);
  told[7].value = 100;
  CHECK(propose_tpe(plane(), 1, told) == without);
}

TEST_CASE("tpe: only the order of results counts") {
  std::vector<Told> told = twelve();
  const Point point = propose_tpe(plane(), 1, told);
  for (Told& cell : told) cell.value = std::exp(cell.value);
  CHECK(propose_tpe(plane(), 1, told) == point);
}

TEST_CASE("tpe: stopped cells are worse than finished ones, and better where they came further") {
  std::vector<Told> told = twelve();  // the best two are below
  const Point point = propose_tpe(plane(), 1, told);
  told[3] = {told[3].point, State::kStopped, -kWorst / 2, 9};
  told[3].value = -50;
  const Point stopped = propose_tpe(plane(), 1, told);
  told[3].value = -60;
  CHECK(propose_tpe(plane(), 1, told) == stopped);
  for (std::size_t i = 0; i < 12; ++i) {
    if (i != 5) told[i] = {told[i].point, State::kStopped, 1.0, i == 8 ? 5 : 4};
  }
  std::vector<Told> as_if = told;  // 5 and 8 are the best
  for (std::size_t i = 0; i < 12; ++i) as_if[i].state = State::kFinished;
  for (std::size_t i = 0; i < 12; ++i) as_if[i].value = i == 5 ? 0 : i == 8 ? 1 : 2;
  CHECK(propose_tpe(plane(), 1, told) == propose_tpe(plane(), 1, as_if));
}

TEST_CASE("tpe: diverged cells are worse than stopped ones") {
  std::vector<Told> told = twelve();
  for (std::size_t i = 0; i < 12; ++i) {
    if (i != 5) told[i].value = kWorst;
  }
  told[9] = {told[9].point, State::kStopped, 3.0, 1};
  std::vector<Told> as_if = told;
  as_if[9] = {told[9].point, State::kFinished, 3.0};
  CHECK(propose_tpe(plane(), 1, told) == propose_tpe(plane(), 1, as_if));
}

TEST_CASE("tpe: pending cells keep the next one away") {
  const Space coin{{{.kind = Dimension::Kind::kCategory, .choices = 2}}};
  std::vector<Told> told;  // the best two differ
  for (int i = 0; i < 12; ++i) told.push_back({{i % 2 * 1.0}, State::kFinished, i * 1.0});
  for (const double crowded : {0.0, 1.0}) {
    std::vector<Told> waiting = told;
    for (int i = 0; i < 3; ++i) waiting.push_back({{crowded}, State::kPending});
    for (std::uint64_t root = 0; root < 5; ++root)
      CHECK(propose_tpe(coin, root, waiting) == Point{1 - crowded});
  }
}

TEST_CASE("tpe: finds a minimum far better than an even spread does") {
  double learned = 0, spread = 0;
  for (std::uint64_t root = 0; root < 10; ++root) {
    learned += std::log10(best_of(walk(plane(), Method::kTpe, root, 60, bowl)));
    spread += std::log10(best_of(walk(plane(), Method::kSobol, root, 60, bowl)));
  }
  CHECK(learned < spread - 5);  // half a digit each
}

TEST_CASE("tpe: takes choices, whole numbers, steps and conditions together") {
  const auto is_adam = [](double choice) { return choice == 2; };
  const Space space{{{.kind = Dimension::Kind::kCategory, .choices = 3},
                     {.low = 0.5, .high = 0.999, .when = {{0, is_adam}}},
                     {.kind = Dimension::Kind::kInteger, .low = 1, .high = 64, .is_log = true},
                     {.low = 0, .high = 0.5, .step = 0.1}}};
  const auto cost = [](const Point& point) {
    const double beta = std::isnan(point[1]) ? 0.2 : std::abs(point[1] - 0.9);
    return (point[0] == 2 ? 0 : 1) + beta + std::abs(std::log2(point[2]) - 4) + point[3];
  };
  const auto told = walk(space, Method::kTpe, 5, 80, cost);
  for (const Told& cell : told) {
    const Point& point = cell.point;
    CHECK(std::isnan(point[1]) == (point[0] != 2));
    CHECK((std::isnan(point[1]) || (point[1] >= 0.5 && point[1] <= 0.999)));
    CHECK(point[2] == std::round(point[2]));
    CHECK(std::set<double>{0.0, 0.1, 0.2, 0.1 * 3, 0.4, 0.5}.contains(point[3]));
  }
  const auto best = std::ranges::min_element(told, {}, &Told::value);
  CHECK(best->point[0] == 2);
  CHECK(best->value < 0.25);
}

TEST_CASE("tpe: a parameter that no good cell has had yet is drawn from all of its range") {
  const auto is_second = [](double choice) { return choice == 1; };
  const Space space{{{.kind = Dimension::Kind::kCategory, .choices = 2},
                     {.low = 0, .high = 1, .when = {{0, is_second}}}}};
  const double nan = std::numeric_limits<double>::quiet_NaN();
  std::vector<Told> told(12, {{0, nan}, State::kFinished, 1.0});
  std::vector<double> drawn;
  for (std::uint64_t root = 0; root < 400; ++root) {
    const Point point = propose_tpe(space, root, told);
    if (point[0] == 1) drawn.push_back(point[1]);
  }
  REQUIRE(!drawn.empty());
  CHECK(*std::ranges::min_element(drawn) < 0.5);
  CHECK(*std::ranges::max_element(drawn) > 0.5);
}

TEST_CASE("tpe: proposes no cell twice while one of its candidates is new") {
  const Space space{{{.kind = Dimension::Kind::kInteger, .low = 1, .high = 8},
                     {.kind = Dimension::Kind::kCategory, .choices = 5}}};
  std::set<Point> points;
  for (const Told& cell : walk(space, Method::kTpe, 4, 40, [](const Point& point) {
         return std::abs(point[0] - 5) + point[1];
       }))
    points.insert(cell.point);
  CHECK(points.size() >= 36);
  const std::vector<Told> all(12, {{1.0, 0.0}, State::kFinished, 1.0});
  const Space only{
      {{.low = 1, .high = 1, .step = 1}, {.kind = Dimension::Kind::kCategory, .choices = 1}}};
  CHECK(propose(only, Method::kTpe, 4, all) == Point{1, 0});
}
