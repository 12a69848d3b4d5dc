#include "nn/train.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <optional>

#include "base/error.hpp"
#include "networks.hpp"
#include "nn/batches.hpp"
#include "nn/metrics.hpp"

using namespace ice;
using namespace ice::nn;

namespace {

TrainOptions train_options(std::uint64_t epochs, std::uint64_t batch_size, double learning_rate,
                           std::vector<std::string> metrics,
                           const base::Value& rule = "gradient_descent") {
  TrainOptions options{.optimizer = optimizer(rule), .metrics = {}};
  options.epochs = epochs;
  options.batch_size = batch_size;
  options.learning_rate = learning_rate;
  options.seed = 21;
  options.metrics = std::move(metrics);
  return options;
}

NetworkOptions logistic(double l2 = 0) {
  return network_options(3, {layer(1, "sigmoid", 0, "zeros")}, "binary_cross_entropy", l2);
}

NetworkOptions one_hidden_layer(double dropout = 0, double l2 = 0) {
  return network_options(3, {layer(5, "tanh", dropout), layer(1, "sigmoid")},
                         "binary_cross_entropy", l2);
}

template <class T>
data::Parts<T> three_parts() {
  return parts_of<T>(data::Task::kBinary, half_planes<T>(90), half_planes<T>(20, 1.7),
                     half_planes<T>(30, 2.9));
}

}  // namespace

TEST_CASE("train: logistic regression gives NumPy's costs at each step") {
  const auto parts = parts_of<double>(data::Task::kBinary, half_planes(7));
  Network<double> network(logistic(), 7);
  const Result result = train(network, parts, train_options(200, 0, 0.5, {"train.cost"}));
  REQUIRE(result.curve.size() == 200);
  // Made by oracle.py with NumPy. The cost of epoch e is that before its update.
  CHECK(result.curve[0].values[0] == Approx(0.693147180559945).epsilon(1e-13));
  CHECK(result.curve[1].values[0] == Approx(0.527525166363805).epsilon(1e-13));
  CHECK(result.curve[99].values[0] == Approx(0.0144025702373725).epsilon(1e-12));
  CHECK(result.curve[199].values[0] == Approx(0.00712608017977517).epsilon(1e-12));
  CHECK(network.W(1)(0) == Approx(0.553430971772323).epsilon(1e-12));
  CHECK(network.W(1)(2) == Approx(2.72859773766345).epsilon(1e-12));
  CHECK(network.b(1)(0) == Approx(0.191035651054374).epsilon(1e-12));
}

TEST_CASE(
    "train: with mini-batches the cost is the mean over samples, each batch before its step") {
  // Learning rate 0: the parameters stay, so any order of batches has the cost of the whole part,
  // if the last batch of 2 weighs 2 / 23.
  const auto parts = parts_of<double>(data::Task::kBinary, half_planes(23));
  Network<double> network(one_hidden_layer(), 7);
  network.initialize(2);
  const double cost = measure("cost", network, parts.train, data::Task::kBinary);
  const Result result = train(network, parts, train_options(3, 7, 0, {"train.cost"}));
  for (const Point& point : result.curve) CHECK(point.values[0] == Approx(cost).epsilon(1e-13));
  CHECK(result.final[0] == Approx(cost).epsilon(1e-13));
}

TEST_CASE("train: the last smaller batch steps by its own mean") {
  // Two batches of 4 and 3 samples by hand, in the order that the shuffle gives.
  const auto parts = parts_of<double>(data::Task::kBinary, half_planes(7));
  Network<double> trained(logistic(), 4), by_hand(logistic(), 4);
  train(trained, parts, train_options(1, 4, 0.5, {}));
  Batches<double> batches(parts.train, 4, 21);
  batches.start_epoch(1);
  for (const std::uint64_t i : {0U, 1U}) {
    const Batch<double> batch = batches.gather(i);
    const arma::mat A = by_hand.predict(batch.X);
    const arma::mat dZ = A - batch.Y;
    by_hand.W(1) -= 0.5 / static_cast<double>(batch.X.n_cols) * dZ * batch.X.t();
    by_hand.b(1) -= 0.5 * arma::mean(dZ, 1);
  }
  CHECK(arma::approx_equal(trained.parameters(), by_hand.parameters(), "absdiff", 1e-14));
}

TEST_CASE("train: steps go by smoothed labels, scores by the data's own") {
  const auto parts = parts_of<double>(data::Task::kBinary, half_planes(7));
  Network<double> trained(logistic(), 7), by_hand(logistic(), 7);
  TrainOptions options = train_options(1, 7, 0.5, {"train.cost", "train.accuracy"});
  options.label_smoothing = 0.2;
  const Result result = train(trained, parts, options);
  const arma::mat Y = parts.train.Y * 0.8 + 0.1;
  const arma::mat A = by_hand.predict(parts.train.X);
  const arma::mat dZ = A - Y;
  by_hand.W(1) -= 0.5 / 7 * dZ * parts.train.X.t();
  by_hand.b(1) -= 0.5 * arma::mean(dZ, 1);
  CHECK(arma::approx_equal(trained.parameters(), by_hand.parameters(), "absdiff", 1e-14));
  CHECK(result.final[0] == Approx(std::log(2)));  // at A = 1/2, whatever Y is
  const arma::umat right = (by_hand.predict(parts.train.X) > 0.5) == (parts.train.Y > 0.5);
  CHECK(result.final[1] == Approx(static_cast<double>(arma::accu(right)) / 7));
}

TEST_CASE("train: recorded epochs are the first, the last and evenly spaced ones between") {
  using Epochs = std::vector<std::uint64_t>;
  CHECK(recorded_epochs(1, 200) == Epochs{1});
  CHECK(recorded_epochs(3, 200) == Epochs{1, 2, 3});
  CHECK(recorded_epochs(9, 5) == Epochs{1, 3, 5, 7, 9});
  CHECK(recorded_epochs(100, 1) == Epochs{1, 100});
  CHECK(recorded_epochs(0, 5).empty());
  for (const std::uint64_t epochs : {2U, 7U, 199U, 200U, 201U, 5000U}) {
    for (const std::uint64_t points : {2U, 3U, 10U, 200U}) {
      CAPTURE(epochs, points);
      const Epochs recorded = recorded_epochs(epochs, points);
      CHECK(recorded.size() == std::min(epochs, points));
      CHECK(recorded.front() == 1);
      CHECK(recorded.back() == epochs);
      std::uint64_t least = epochs, most = 0;
      for (std::size_t i = 1; i < recorded.size(); ++i) {
        least = std::min(least, recorded[i] - recorded[i - 1]);
        most = std::max(most, recorded[i] - recorded[i - 1]);
      }
      CHECK(least >= 1);
      CHECK(most - least <= 1);
    }
  }
}

TEST_CASE("train: curves, final values and test.* stand under their names") {
  const auto parts = three_parts<double>();
  Network<double> network(one_hidden_layer(), 90);
  network.initialize(2);
  const Result result = train(
      network, parts,
      train_options(5, 0, 0.5, {"test.accuracy", "dev.cost", "train.accuracy", "train.cost"}));
  CHECK(result.names ==
        std::vector<std::string>{"dev.cost", "train.accuracy", "train.cost", "test.accuracy"});
  REQUIRE(result.curve.size() == 5);
  CHECK(result.curve.back().values.size() == 3);
  REQUIRE(result.final.size() == 4);
  const auto score = [&](const std::string& name, const data::Part<double>& part) {
    return measure(name, network, part, data::Task::kBinary);
  };
  CHECK(result.final[0] == score("cost", parts.dev));
  CHECK(result.final[1] == score("accuracy", parts.train));
  CHECK(result.final[2] == result.curve.back().values[2]);  // the epoch's mean, as in the curve
  CHECK(result.final[3] == score("accuracy", parts.test));
  // dev.* and train.accuracy of an epoch are evaluated after it, train.cost is from before.
  CHECK(result.curve.back().values[0] == result.final[0]);
  CHECK(result.curve.back().values[1] == result.final[1]);
  CHECK(result.final[2] > score("cost", parts.train));
}

TEST_CASE("train: what sorts has a final value, and a curve only where it is watched") {
  const auto parts = three_parts<double>();
  const auto trained = [&](std::vector<std::string> every_epoch, std::optional<Watch> watch) {
    Network<double> network(one_hidden_layer(), 90);
    network.initialize(2);
    TrainOptions options =
        train_options(5, 0, 0.5, {"test.auc", "dev.auc", "train.auc", "train.cost"});
    options.record_points = 2;
    options.every_epoch = std::move(every_epoch);
    options.watch = std::move(watch);
    Result result = train(network, parts, options);
    REQUIRE(result.final.size() == 4);
    CHECK(result.final.back() == measure("auc", network, parts.train, data::Task::kBinary));
    return result;
  };
  using Names = std::vector<std::string>;
  const Result alone = trained({}, std::nullopt);
  CHECK(alone.names == Names{"train.cost", "test.auc", "dev.auc", "train.auc"});
  CHECK(alone.curve.back().values.size() == 1);
  CHECK(alone.best[2].epoch == 5);
  const Result asked = trained({"dev.auc"}, std::nullopt);
  CHECK(asked.names == Names{"dev.auc", "train.cost", "test.auc", "train.auc"});
  CHECK(asked.curve.back().values[0] == alone.final[2]);
  const Result watched = trained({}, Watch{.metric = "dev.auc"});
  CHECK(watched.names == asked.names);
  CHECK(watched.best_epoch == watched.best[0].epoch);
}

TEST_CASE("train: the objective is the cost and the L2 term of each batch") {
  const auto parts = parts_of<double>(data::Task::kBinary, half_planes(23));
  Network<double> network(one_hidden_layer(0, 0.9), 7);
  network.initialize(2);
  const Result result =
      train(network, parts, train_options(1, 7, 0, {"train.cost", "train.objective"}));
  // Learning rate 0: batches of 7, 7, 7, 2 add m_b / 23 * lambda / (2 m_b) * sum of W^2 each.
  const double squares =
      arma::accu(arma::square(network.W(1))) + arma::accu(arma::square(network.W(2)));
  const double expected = result.final[0] + 4 * 0.9 / (2 * 23) * squares;
  CHECK(result.curve[0].values[1] == Approx(expected).epsilon(1e-12));
  CHECK(result.final[1] == Approx(expected).epsilon(1e-12));
}

TEST_CASE("train: the asymmetry is the largest difference between two rows of W[1]") {
  const auto parts = parts_of<double>(data::Task::kBinary, half_planes(23));
  Network<double> network(one_hidden_layer(), 23);
  network.initialize(2);
  const Result result = train(network, parts, train_options(3, 0, 0.5, {"train.asymmetry"}));
  double largest = 0;
  for (arma::uword i = 0; i < network.W(1).n_rows; ++i)
    for (arma::uword k = 0; k < i; ++k)
      largest = std::max(largest, arma::abs(network.W(1).row(i) - network.W(1).row(k)).max());
  CHECK(largest > 0);
  CHECK(result.final[0] == largest);
  CHECK(result.curve.back().values[0] == largest);
}

TEST_CASE("train: from zeros all hidden units stay the same (course 3.10)") {
  const auto parts = parts_of<double>(data::Task::kBinary, half_planes(23));
  Network<double> network(one_hidden_layer(), 23);
  network.parameters().zeros();
  network.b(2).fill(0.5);  // so that something is learnt
  const Result result =
      train(network, parts, train_options(9, 0, 0.5, {"train.asymmetry", "train.cost"}));
  for (const Point& point : result.curve) CHECK(point.values[0] == 0);
  CHECK(result.curve.back().values[1] < result.curve.front().values[1]);
}

TEST_CASE("train: a metric that the data does not have is refused with the nearest name") {
  const auto parts = parts_of<double>(data::Task::kBinary, half_planes(7));
  Network<double> network(logistic(), 7);
  CHECK_THROWS_WITH(train(network, parts, train_options(1, 0, 1, {"train.acuracy"})),
                    "metric: 'train.acuracy' is not measured here. Did you mean 'train.accuracy'?");
}

TEST_CASE("train: a cost that is not finite ends the run at its epoch, which is recorded") {
  auto part = half_planes<float>(7);
  const auto parts = parts_of<float>(data::Task::kRegression, part);
  Network<float> network(network_options(3, {layer(1, "linear")}, "squared_error"), 7);
  network.initialize(1);
  TrainOptions options = train_options(1000, 0, 1e10, {"train.cost"});
  options.record_points = 2;
  const Result result = train(network, parts, options);
  CHECK(result.diverged);
  // Each step multiplies the error by about -1e10, so 3e38 is passed at the fourth or fifth.
  CHECK(result.epochs >= 3);
  CHECK(result.epochs <= 6);
  REQUIRE(result.curve.size() == 2);
  CHECK(result.curve.back().epoch == result.epochs);
}

TEST_CASE("train: a parameter that is not finite is found though the cost does not show it") {
  // The cost of an epoch is that before the update: this one's update is out of bounds.
  const auto parts = parts_of<double>(data::Task::kRegression, half_planes(7));
  Network<double> network(network_options(3, {layer(1, "linear")}, "squared_error"), 7);
  const Result result =
      train(network, parts,
            train_options(10, 0, std::numeric_limits<double>::infinity(), {"train.cost"}));
  CHECK(result.diverged);
  CHECK(result.epochs == 1);
  CHECK(std::isnan(result.curve.at(0).values[0]));  // the mean that it had is of no use now
}

TEST_CASE("train: progress tells the epoch and its mean cost so far, no more often than asked") {
  const auto parts = parts_of<double>(data::Task::kBinary, half_planes(7));
  Network<double> network(logistic(), 7);
  std::vector<std::pair<std::uint64_t, double>> seen;
  ProgressCallback progress{
      .call = [&](std::uint64_t epoch, double cost) { seen.emplace_back(epoch, cost); },
      .every = std::chrono::milliseconds(0)};
  const Result result = train(network, parts, train_options(3, 0, 0.5, {"train.cost"}), progress);
  REQUIRE(seen.size() == 3);
  CHECK(seen[2].first == 3);
  CHECK(seen[2].second == result.curve[2].values[0]);

  seen.clear();
  progress.every = std::chrono::hours(1);
  train(network, parts, train_options(3, 0, 0.5, {}), progress);
  CHECK(seen.empty());
}

TEMPLATE_TEST_CASE("train: a run repeated gives the same bytes", "", float, double) {
  const auto parts = three_parts<TestType>();
  const auto run = [&] {
    Network<TestType> network(one_hidden_layer(0.2, 0.1), 16);
    network.initialize(21);
    const Result result = train(
        network, parts, train_options(4, 16, 0.05, metric_names(parts.shape, 0.1, true), "adam"));
    return std::pair(result, arma::Mat<TestType>(network.parameters()));
  };
  const auto [first, w1] = run();
  const auto [second, w2] = run();
  CHECK(arma::approx_equal(w1, w2, "absdiff", TestType(0)));
  CHECK(first.final == second.final);
  for (std::size_t i = 0; i < first.curve.size(); ++i)
    CHECK(first.curve[i].values == second.curve[i].values);
}
