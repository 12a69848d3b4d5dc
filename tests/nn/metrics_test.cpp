#include "nn/metrics.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "networks.hpp"

using namespace ice;
using namespace ice::nn;

namespace {

/// Metrics of predictions that are given, by name: a network whose output is its input.
struct Scored {
  data::Task task;
  arma::mat A, Y;
  std::string of_loss = "squared_error";

  [[nodiscard]] double operator[](const std::string& name) const {
    Network<double> network(network_options(A.n_rows, {layer(A.n_rows, "linear")}, of_loss), 1);
    network.W(1).eye();
    return measure(name, network, data::Part<double>{A, Y}, task);
  }
};

data::Shape shape(data::Task task, std::uint64_t train, std::uint64_t dev, std::uint64_t test) {
  data::Shape shape;
  shape.task = task;
  shape.n_y = task == data::Task::kMulticlass ? 3 : 1;
  shape.train.m = train;
  shape.dev.m = dev;
  shape.test.m = test;
  return shape;
}

}  // namespace

TEST_CASE("metrics: two classes are counted by hand") {
  // tp 2, fp 1, fn 3, tn 1: exactly 0.5 is not called positive.
  const arma::mat A{{0.9, 0.6, 0.7, 0.1, 0.5, 0.2, 0.3}};
  const arma::mat Y{{1, 1, 0, 1, 1, 1, 0}};
  const Scored scores{data::Task::kBinary, A, Y};
  CHECK(scores["accuracy"] == Approx(3.0 / 7));
  CHECK(scores["precision"] == Approx(2.0 / 3));
  CHECK(scores["recall"] == Approx(2.0 / 5));
  CHECK(scores["f1"] == Approx(2 * (2.0 / 3) * (2.0 / 5) / (2.0 / 3 + 2.0 / 5)));
}

TEST_CASE("metrics: scores of hinge are told apart by their sign, other outputs by 0.5") {
  const arma::mat A{{0.2, -0.2, 0.8, 0.1}};
  const arma::mat Y{{1, 0, 1, 0}};
  const Scored signs{data::Task::kBinary, A, Y, "hinge"};
  CHECK(signs["accuracy"] == 0.75);
  CHECK(signs["recall"] == 1);
  CHECK(signs["precision"] == Approx(2.0 / 3));
  for (const std::string of_loss : {"squared_error", "absolute_error", "huber"}) {
    const Scored halves{data::Task::kBinary, A, Y, of_loss};
    CHECK(halves["recall"] == 0.5);
    CHECK(halves["precision"] == 1);
  }
}

TEST_CASE("metrics: without positives precision, recall and f1 are 0, not NaN") {
  const Scored scores{data::Task::kBinary, {{0.1, 0.2}}, {{0, 0}}};
  CHECK(scores["accuracy"] == 1);
  CHECK(scores["precision"] == 0);
  CHECK(scores["recall"] == 0);
  CHECK(scores["f1"] == 0);
}

TEST_CASE("metrics: the class of more than two is the largest output, the first of equals") {
  const arma::mat A{{0.2, 0.4, 0.1, 0.3}, {0.5, 0.4, 0.1, 0.3}, {0.3, 0.2, 0.8, 0.4}};
  const arma::mat Y{{0, 1, 0, 1}, {1, 0, 0, 0}, {0, 0, 1, 0}};
  CHECK(Scored{data::Task::kMulticlass, A, Y}["accuracy"] == Approx(3.0 / 4));
}

namespace {

std::vector<double> ranks(const arma::mat& A, const arma::mat& Y) {
  Network<double> network(network_options(A.n_rows, {layer(A.n_rows, "linear")}, "squared_error"),
                          1);
  network.W(1).eye();
  const data::Part<double> part{A, Y};
  return Evaluator<double>(part, data::Task::kMulticlass).evaluate(network)->ranks;
}

}  // namespace

// The example of scikit-learn 1.2's top_k_accuracy_score, k = 2: three of four among the first two.
TEST_CASE("metrics: the rank of a sample's class among its outputs") {
  const arma::mat A{{0.5, 0.3, 0.2, 0.7}, {0.2, 0.4, 0.4, 0.2}, {0.2, 0.2, 0.3, 0.1}};
  const arma::mat Y{{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 1}};
  CHECK(ranks(A, Y) == std::vector<double>{2, 1, 1});
}

TEST_CASE("metrics: of equal outputs the class of the lowest number stands first") {
  const arma::mat equal(4, 4, arma::fill::ones), Y(4, 4, arma::fill::eye);
  CHECK(ranks(equal, Y) == std::vector<double>{1, 1, 1, 1});
}

// The example of scikit-learn's own tests (test_top_k_accuracy_score_ties), where all four classes
// are found because it takes the highest number of equal outputs first: the last one is not here.
TEST_CASE("metrics: top3_accuracy of equal outputs is never below accuracy") {
  const arma::mat A{{5, 1, 0, 1}, {5, 5, 0, 1}, {7, 5, 3, 1}, {0, 5, 3, 1}};
  const Scored scores{data::Task::kMulticlass, A, arma::mat(4, 4, arma::fill::eye)};
  CHECK(scores["top3_accuracy"] == 0.75);
  CHECK(scores["accuracy"] == 0.5);
}

// By sorting the classes of each sample, the largest output first.
TEST_CASE("metrics: top3_accuracy equals a count over sorted classes") {
  std::mt19937 random(5);
  for (int repeat = 0; repeat < 50; ++repeat) {
    const arma::uword n_y = 4 + random() % 5, m = 1 + random() % 30;
    arma::mat A(n_y, m), Y(n_y, m, arma::fill::zeros);
    A.imbue([&] { return random() % 6; });  // with ties
    double found = 0;
    for (arma::uword j = 0; j < m; ++j) {
      const arma::uword truth = random() % n_y;
      Y(truth, j) = 1;
      const arma::uvec order = arma::stable_sort_index(A.col(j), "descend");
      found += arma::any(order.head(3) == truth) ? 1 : 0;
    }
    CAPTURE(n_y, m);
    CHECK(Scored{data::Task::kMulticlass, A, Y}["top3_accuracy"] == found / static_cast<double>(m));
  }
}

TEST_CASE("metrics: errors of a regression, per target and in its unit") {
  const arma::mat A{{1, 2, 5}, {10, 20, 30}};
  const arma::mat Y{{1, 4, 4}, {10, 26, 30}};
  const Scored scores{data::Task::kRegression, A, Y};
  CHECK(scores["rmse"] == Approx(std::sqrt((4 + 1 + 36) / 6.0)));
  CHECK(scores["mae"] == Approx((2 + 1 + 6) / 6.0));
  // Row means 3 and 22: 4 + 1 + 1 and 144 + 16 + 64.
  CHECK(scores["r2"] == Approx(1 - 41.0 / 230));
  CHECK(scores["cost"] == Approx(41.0 / 2 / 3));  // half the squares of a sample (course 2.3)
}

TEST_CASE("metrics: r2 of equal targets is 1 when they are met and else 0") {
  CHECK(Scored{data::Task::kRegression, {{2, 2}}, {{2, 2}}}["r2"] == 1);
  CHECK(Scored{data::Task::kRegression, {{2, 3}}, {{2, 2}}}["r2"] == 0);
}

TEST_CASE("metrics: r2 keeps its digits when targets are far from 0") {
  const arma::mat Y{{1e9, 1e9 + 1, 1e9 + 2}};
  const arma::mat A{{1e9, 1e9 + 1, 1e9 + 3}};
  CHECK(Scored{data::Task::kRegression, A, Y}["r2"] == Approx(0.5).epsilon(1e-6));
}

TEST_CASE("metrics: a part larger than the network's buffers is measured whole") {
  const data::Part<double> part = half_planes(1000);
  Network<double> network(network_options(3, {layer(1, "sigmoid")}, "binary_cross_entropy"), 1);
  network.initialize(4);
  REQUIRE(network.capacity() < 1000);
  const auto score = [&](const std::string& name) {
    return measure(name, network, part, data::Task::kBinary);
  };
  const arma::mat A = 1 / (1 + arma::exp(-(network.W(1) * part.X + network.b(1)(0))));
  const arma::mat losses = -(part.Y % arma::log(A) + (1 - part.Y) % arma::log(1 - A));
  CHECK(score("cost") == Approx(arma::accu(losses) / 1000).epsilon(1e-12));
  const arma::uvec right = arma::find((A > 0.5) == (part.Y > 0.5));
  CHECK(score("accuracy") == Approx(static_cast<double>(right.n_elem) / 1000));
}

// Pair by pair, over all 1000 at a time; the network is passed through in smaller stretches.
TEST_CASE("metrics: auc is that of the whole part's outputs") {
  const data::Part<double> part = half_planes(1000);
  Network<double> network(network_options(3, {layer(1, "sigmoid")}, "binary_cross_entropy"), 1);
  network.initialize(4);
  REQUIRE(network.capacity() < 1000);
  const arma::mat Z = network.W(1) * part.X;  // in the order of the outputs
  double won = 0;
  for (const arma::uword p : arma::uvec(arma::find(part.Y > 0.5)))
    for (const arma::uword n : arma::uvec(arma::find(part.Y < 0.5))) won += Z(p) > Z(n) ? 1 : 0;
  const double positives = arma::accu(part.Y);
  CHECK(measure("auc", network, part, data::Task::kBinary) ==
        Approx(won / positives / (1000 - positives)).epsilon(1e-12));
}

TEST_CASE("metrics: names follow the task, the parts there are, and L2") {
  using Names = std::vector<std::string>;
  CHECK(metric_names(shape(data::Task::kMulticlass, 9, 0, 0), 0, false) ==
        Names{"train.cost", "train.accuracy", "train.balanced_accuracy"});
  data::Shape four = shape(data::Task::kMulticlass, 9, 0, 0);
  four.n_y = 4;
  CHECK(metric_names(four, 0, false) ==
        Names{"train.cost", "train.accuracy", "train.balanced_accuracy", "train.top3_accuracy"});
  CHECK(metric_names(shape(data::Task::kBinary, 9, 2, 0), 0.1, true) ==
        Names{"train.cost", "train.objective", "train.asymmetry", "train.accuracy",
              "train.balanced_accuracy", "train.precision", "train.recall", "train.f1", "train.auc",
              "dev.cost", "dev.accuracy", "dev.balanced_accuracy", "dev.precision", "dev.recall",
              "dev.f1", "dev.auc"});
  CHECK(metric_names(shape(data::Task::kRegression, 9, 0, 2), 0, false) ==
        Names{"train.cost", "train.rmse", "train.mae", "train.r2", "test.cost", "test.rmse",
              "test.mae", "test.r2"});
}
