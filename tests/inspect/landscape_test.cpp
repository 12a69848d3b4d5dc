// inspect::landscape_of: the bowl of logistic regression, of which the minimum is known.
#include "inspect/landscape.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "support/studies.hpp"
#include "support/temporary_folder.hpp"

using namespace ice;
using namespace ice::inspect;

namespace {

const std::vector<std::filesystem::path> kShipped{ICE_BUILD "/lib/ice/plugins"};

// 5 samples at x = 0, of which 2 are of class 1, and 5 at x = 1, of which 4 are: the best b is
// logit(2/5), the best w + b is logit(4/5), and the cost is then the mean of both entropies.
const std::string kTable = "x,y\n0,1\n0,1\n0,0\n0,0\n0,0\n1,1\n1,1\n1,1\n1,1\n1,0\n";
const double kBestB = std::log(0.4 / 0.6);
const double kBestW = std::log(0.8 / 0.2) - kBestB;
const double kLeast =
    -(0.4 * std::log(0.4) + 0.6 * std::log(0.6) + 0.8 * std::log(0.8) + 0.2 * std::log(0.2)) / 2;

class Bowl {
 public:
  Bowl() { folder_.write("two.csv", kTable); }

  [[nodiscard]] Subject subject(int epochs, const std::string& rate,
                                const std::string& more = "{}") const {
    const std::string text =
        "name: bowl\ncode:\n"
        "  data: {name: csv, file: " +
        (folder_ / "two.csv").string() +
        ", target: y, task: classification}\n"
        "  network: {hidden: [], output: sigmoid}\n  initializer: zeros\n"
        "  loss: binary_cross_entropy\n"
        "  optimizer: {name: gradient_descent, learning_rate: " +
        rate +
        "}\n"
        "  regularization: " +
        more +
        "\n"
        "  training: {epochs: " +
        std::to_string(epochs) +
        ", batch_size: full, precision: float64}\n"
        "experiment: {metric: {name: train.cost, goal: minimize}, seeds: [1]}\n";
    return subject_of_cell(study::load_text(text, "f.yaml", "."), kShipped, 1);
  }

 private:
  test::TemporaryFolder folder_;
};

// The cost of (w, b) over the table.
double cost(double w, double b) {
  const auto part = [](double z, double ones) {
    return std::log1p(std::exp(z)) - ones * z;  // mean of the samples with this z
  };
  return (part(b, 0.4) + part(w + b, 0.8)) / 2;
}

}  // namespace

TEST_CASE("landscape: the bowl of logistic regression has its minimum where it must be") {
  const Landscape found = landscape_of({Bowl().subject(3000, "2")}, {.resolution = 81});
  CHECK(found.is_of_parameters);
  CHECK(found.x == "W[1](1, 1)");
  CHECK(found.y == "b[1](1)");
  CHECK(found.samples == 10);
  const auto lowest = std::ranges::min_element(found.costs) - found.costs.begin();
  const auto column = lowest % 81, row = lowest / 81;
  const double step_x = (found.x_high - found.x_low) / 80,
               step_y = (found.y_high - found.y_low) / 80;
  CHECK(found.x_low + step_x * static_cast<double>(column) == Approx(kBestW).margin(step_x));
  CHECK(found.y_low + step_y * static_cast<double>(row) == Approx(kBestB).margin(step_y));
  const WayPoint& end = found.ways.at(0).points.back();
  CHECK(end.epoch == 3000);
  CHECK(end.x == Approx(kBestW).epsilon(1e-9));
  CHECK(end.y == Approx(kBestB).epsilon(1e-9));
  CHECK(end.cost == Approx(kLeast).epsilon(1e-12));
}

TEST_CASE("landscape: every point of the plane has the cost of its w and b") {
  const Landscape found = landscape_of({Bowl().subject(20, "1")}, {.resolution = 5});
  for (std::size_t row = 0; row < 5; ++row)
    for (std::size_t column = 0; column < 5; ++column) {
      const double w = std::lerp(found.x_low, found.x_high, static_cast<double>(column) / 4);
      const double b = std::lerp(found.y_low, found.y_high, static_cast<double>(row) / 4);
      CHECK(found.costs.at(row * 5 + column) == Approx(cost(w, b)).epsilon(1e-12));
    }
}

TEST_CASE("landscape: the way has the parameters of gradient descent, computed apart") {
  const Landscape found = landscape_of({Bowl().subject(30, "1.5")}, {.resolution = 2});
  const auto& points = found.ways.at(0).points;
  REQUIRE(points.size() == 31);
  double w = 0, b = 0;
  for (std::size_t epoch = 0; epoch <= 30; ++epoch) {
    CHECK(points[epoch].epoch == epoch);
    CHECK(points[epoch].x == Approx(w).margin(1e-12));
    CHECK(points[epoch].y == Approx(b).margin(1e-12));
    CHECK(points[epoch].cost == Approx(cost(w, b)).epsilon(1e-12));
    // train.cost of an epoch is that before its update (full batch).
    if (epoch == 29) CHECK(found.ways[0].final_cost == Approx(cost(w, b)).epsilon(1e-12));
    const double zero = 1 / (1 + std::exp(-b)) - 0.4, one = 1 / (1 + std::exp(-w - b)) - 0.8;
    w -= 1.5 * one / 2;
    b -= 1.5 * (zero + one) / 2;
  }
}

TEST_CASE("landscape: the L2 term is a part of the cost") {
  const Landscape found = landscape_of({Bowl().subject(5, "1", "{l2: 3}")}, {.resolution = 2});
  const double w = found.x_low, b = found.y_low;
  CHECK(found.costs.at(0) == Approx(cost(w, b) + 3.0 / 20 * w * w).epsilon(1e-12));
}

TEST_CASE("landscape: over two parameters there are the ways of other cells") {
  const Bowl bowl;
  const Subject fast = bowl.subject(10, "1"), slow = bowl.subject(10, "0.1");
  CHECK(is_comparable(fast, slow));
  CHECK_FALSE(is_comparable(fast, bowl.subject(10, "1", "{l2: 3}")));
  const Landscape found = landscape_of({fast, slow}, {.resolution = 2});
  REQUIRE(found.ways.size() == 2);
  CHECK(found.ways[1].points.back().x < found.ways[0].points.back().x);
}

TEST_CASE("landscape: of a larger network the plane is that of its way, or drawn") {
  const Subject subject = subject_of_cell(
      test::small_study({"initializer.scale=0.5", "training.epochs=50"}), kShipped, 1);
  const Landscape way = landscape_of({subject, subject}, {.resolution = 3});
  CHECK_FALSE(way.is_of_parameters);
  REQUIRE(way.ways.size() == 1);
  CHECK(way.share_x + way.share_y > 0.9);
  CHECK(way.ways[0].points.back().x == Approx(0).margin(1e-12));
  const Landscape drawn = landscape_of({subject}, {.plane = Plane::kFilters, .resolution = 3});
  CHECK(drawn.x_low == -1);
  // The middle of both is the end of the way.
  CHECK(drawn.costs.at(4) == Approx(way.ways[0].points.back().cost).epsilon(1e-6));
  const Landscape named = landscape_of(
      {subject}, {.plane = Plane::kParameters, .x = "W[1](2, 1)", .y = "b[2](1)", .resolution = 2});
  CHECK(named.x == "W[1](2, 1)");
}
