#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "data/dataset.hpp"
#include "data/labels.hpp"

namespace ice::data {
namespace {

using base::Value;

Samples make(const Value& section) { return load(section, {}); }

std::vector<int> class_counts(const Samples& samples) {
  std::vector<int> counts(samples.classes.size());
  for (std::uint64_t j = 0; j < samples.m; ++j) ++counts[class_of(samples, j)];
  return counts;
}

double radius(const Samples& samples, std::uint64_t j) {
  return std::hypot(samples.x(0, j), samples.x(1, j));
}

TEST_CASE("synthetic: every set has its samples, two features and balanced classes") {
  for (const char* name : {"planar", "moons", "circles", "spirals", "xor"}) {
    INFO(name);
    const Samples samples = make({{"name", name}, {"samples", 101}});
    CHECK(samples.m == 101);
    CHECK(samples.n_x == 2);
    CHECK(samples.n_y == 1);
    CHECK(samples.values.size() == 2 * 101);
    CHECK(samples.task == Task::kBinary);
    CHECK(samples.features == std::vector<std::string>{"x1", "x2"});
    CHECK(class_counts(samples) == std::vector<int>{51, 50});
  }
}

TEST_CASE("synthetic: the same section gives the same numbers, whatever was made before") {
  for (const char* name : {"planar", "moons", "circles", "spirals", "xor", "blobs", "housing"}) {
    INFO(name);
    const Samples first = make({{"name", name}, {"seed", 3}});
    (void)make({{"name", "blobs"}, {"seed", 3}});
    const Samples again = make({{"name", name}, {"seed", 3}});
    CHECK(again.values == first.values);
    CHECK(again.Y == first.Y);
    CHECK(make({{"name", name}, {"seed", 4}}).values != first.values);
  }
}

TEST_CASE("synthetic: parity has every pattern of bits once, and the labels of their sums") {
  const Samples samples = make({{"name", "parity"}, {"bits", 5}});
  REQUIRE(samples.m == 32);
  CHECK(samples.n_x == 5);
  CHECK(samples.classes == std::vector<std::string>{"even", "odd"});
  CHECK(class_counts(samples) == std::vector<int>{16, 16});
  for (std::uint64_t j = 0; j < 32; ++j) {
    double number = 0, ones = 0;
    for (std::uint64_t i = 0; i < 5; ++i) {
      number = 2 * number + samples.x(i, j);
      ones += samples.x(i, j);
    }
    CHECK(number == static_cast<double>(j));
    CHECK(class_of(samples, j) == static_cast<std::uint32_t>(ones) % 2);
  }
}

TEST_CASE("synthetic: drawn samples of parity are of any bits, and depend on the seed") {
  const Value section{{"name", "parity"}, {"bits", 64}, {"samples", 2000}};
  const Samples samples = make(section);
  CHECK(samples.m == 2000);
  // 2000 * 64 fair bits: 6 deviations of their mean are 0.0084.
  double sum = 0;
  for (const double x : samples.values) sum += x;
  CHECK(sum / (2000 * 64) == Approx(0.5).margin(0.0084));
  Value other = section;
  other["seed"] = 1;
  CHECK(make(other).values != samples.values);
}

TEST_CASE("synthetic: all patterns of more than 16 bits are too many") {
  CHECK_THROWS_WITH(
      make({{"name", "parity"}, {"bits", 17}}),
      "code.data.bits: 2^17 samples are too many. Say how many to draw: samples: 1000");
}

TEST_CASE("synthetic: without noise the points lie on their curves") {
  const Samples circles = make({{"name", "circles"}, {"noise", 0}, {"factor", 0.3}});
  const Samples moons = make({{"name", "moons"}, {"noise", 0}});
  const Samples corners = make({{"name", "xor"}, {"noise", 0}});
  const Samples planar = make({{"name", "planar"}, {"noise", 0}});
  for (std::uint64_t j = 0; j < 400; ++j) {
    CHECK(radius(circles, j) == Approx(class_of(circles, j) == 0 ? 1.0 : 0.3));
    const double centre_x = class_of(moons, j) == 0 ? 0.0 : 1.0;
    const double centre_y = class_of(moons, j) == 0 ? 0.0 : 0.5;
    CHECK(std::hypot(moons.x(0, j) - centre_x, moons.x(1, j) - centre_y) == Approx(1.0));
    CHECK((corners.x(0, j) == corners.x(1, j)) == (class_of(corners, j) == 0));
    CHECK(radius(planar, j) <= 4.0);
  }
}

TEST_CASE("synthetic: noise has the deviation that is asked for") {
  // xor's points are +-1 plus noise; the deviation's standard error is 0.3 / sqrt(2 * 20000).
  const Samples samples = make({{"name", "xor"}, {"samples", 10000}, {"noise", 0.1}});
  double square = 0;
  for (const double x : samples.values) square += std::pow(std::fabs(x) - 1.0, 2);
  CHECK(std::sqrt(square / 20000.0) == Approx(0.1).margin(5 * 0.1 / std::sqrt(40000.0)));
}

TEST_CASE("synthetic: spirals and blobs take a number of classes") {
  CHECK(class_counts(make({{"name", "spirals"}, {"classes", 3}, {"samples", 100}})) ==
        std::vector<int>{34, 33, 33});
  const Samples blobs = make({{"name", "blobs"}, {"classes", 4}, {"features", 5}, {"samples", 8}});
  CHECK(blobs.n_x == 5);
  CHECK(blobs.n_y == 4);
  CHECK(class_counts(blobs) == std::vector<int>{2, 2, 2, 2});
  CHECK_THROWS_WITH(make({{"name", "blobs"}, {"classes", 4}, {"samples", 3}}),
                    "code.data.samples: 3 are too few for 4 classes");
}

TEST_CASE("synthetic: planar from NumPy is the course's own set") {
  // Figures of load_planar_dataset as the course has it (N = 200 a class, t from linspace and
  // randn, r = 4 sin 4t + 0.2 randn), run with NumPy 1.24 after np.random.seed(1).
  const Samples planar = make({{"name", "planar"}, {"generator", "numpy"}, {"seed", 1}});
  const auto check = [&](std::uint64_t j, double x, double y, double label) {
    INFO(j);
    CHECK(planar.x(0, j) == Approx(x).epsilon(1e-13));
    CHECK(planar.x(1, j) == Approx(y).epsilon(1e-13));
    CHECK(planar.Y[j] == label);
  };
  check(0, 1.2044422922543192, 3.576114148128845, 0);
  check(1, 0.15870990398255375, -1.4821709003683443, 0);
  check(199, -0.5858464101358457, -3.091259938950624, 0);
  check(200, -1.0704958072229525, 3.682524609580073, 1);
  check(399, 0.7307808250007515, 3.0683292081876554, 1);
  double squares = 0;
  for (const double x : planar.values) squares += x * x;
  CHECK(squares == Approx(3156.783789349409).epsilon(1e-13));
  CHECK_THROWS_WITH(make({{"name", "planar"}, {"generator", "numpy"}, {"seed", 4294967296}}),
                    "code.data.seed: NumPy's seeds are below 2^32, got 4294967296");
}

TEST_CASE("housing: prices are never negative and rise with every feature") {
  const Samples houses = make({{"name", "housing"}, {"samples", 4000}, {"seed", 2}});
  CHECK(houses.task == Task::kRegression);
  CHECK(houses.classes.empty());
  CHECK(houses.features == std::vector<std::string>{"size", "bedrooms", "walkability", "wealth"});
  CHECK(std::ranges::min(houses.Y) == 0.0);
  CHECK(std::ranges::count(houses.Y, 0.0) < 400);

  const arma::mat X(houses.values.data(), 4, 4000);
  const arma::rowvec price(houses.Y.data(), 4000);
  for (arma::uword i = 0; i < 4; ++i) {
    INFO(houses.features[i]);
    CHECK(arma::as_scalar(arma::cor(X.row(i), price)) > 0.1);
  }
}

}  // namespace
}  // namespace ice::data
