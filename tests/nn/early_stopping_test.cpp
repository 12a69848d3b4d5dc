// Early stopping and the best epoch: a training whose dev cost has one minimum, at epoch 17.
#include <catch2/catch.hpp>
#include <limits>

#include "networks.hpp"
#include "nn/best_epoch.hpp"
#include "nn/metrics.hpp"

using namespace ice;
using namespace ice::nn;

namespace {

// As overfitting() of oracle.py: NumPy's dev costs fall to epoch 17 (0.435934) and rise from there;
// improvements of more than 0.001 end with epoch 15 (0.436234).
struct Overfitting {
  data::Parts<double> parts = parts_of<double>(data::Task::kBinary, half_planes(7), turned());
  Network<double> network{
      network_options(3, {layer(1, "sigmoid", 0, "zeros")}, "binary_cross_entropy"), 7};
  TrainOptions options{.epochs = 30, .optimizer = optimizer("gradient_descent"), .metrics = {}};

  Overfitting() {
    options.learning_rate = 0.5;
    options.metrics = {"train.cost", "train.accuracy", "dev.cost", "dev.accuracy"};
  }

  static data::Part<double> turned() {
    data::Part<double> dev = half_planes(20, 1.7);
    for (arma::uword j = 0; j < 20; j += 8) dev.Y(j) = 1 - dev.Y(j);
    return dev;
  }

  Result train(const Watch& watch, arma::mat* best = nullptr) {
    options.watch = watch;
    return nn::train(network, parts, options, {}, best);
  }

  [[nodiscard]] double dev_cost() {
    return measure("cost", network, parts.dev, data::Task::kBinary);
  }
};

std::vector<std::uint64_t> epochs_of(const Result& result) {
  std::vector<std::uint64_t> epochs;
  for (const Point& point : result.curve) epochs.push_back(point.epoch);
  return epochs;
}

}  // namespace

TEST_CASE("best epoch: the first number is the best, then what is better by more than min_delta") {
  BestEpoch least(true, 0.5);
  CHECK(least.epoch() == 0);
  CHECK_FALSE(least.improves(1, std::nan("")));
  CHECK(least.improves(2, 3.0));
  CHECK_FALSE(least.improves(3, 2.5));
  CHECK(least.improves(4, 2.4));
  CHECK_FALSE(least.improves(5, 3.0));
  CHECK_FALSE(least.improves(6, std::nan("")));
  CHECK_FALSE(least.improves(7, std::numeric_limits<double>::infinity()));
  CHECK(least.epoch() == 4);
  BestEpoch most(false, 0);
  CHECK(most.improves(1, 0.5));
  CHECK_FALSE(most.improves(2, 0.5));
  CHECK(most.improves(3, 0.6));
  CHECK(most.epoch() == 3);
}

TEST_CASE("early stopping: it stops `patience` epochs after the best one") {
  for (const std::uint64_t patience : {1U, 5U, 12U}) {
    CAPTURE(patience);
    Overfitting lesson;
    const Result result = lesson.train({.metric = "dev.cost", .patience = patience});
    CHECK(result.best_epoch == 17);
    CHECK(result.epochs == 17 + patience);
    CHECK_FALSE(result.diverged);
    CHECK(result.curve.back().epoch == result.epochs);
  }
}

TEST_CASE("early stopping: patience that outlasts the training changes nothing") {
  Overfitting stopped, plain;
  const Result result = stopped.train({.metric = "dev.cost", .patience = 14});
  CHECK(result.epochs == 30);
  CHECK(result.best_epoch == 17);
  CHECK(result.final == nn::train(plain.network, plain.parts, plain.options).final);
}

TEST_CASE("early stopping: an improvement of min_delta or less is none") {
  Overfitting lesson;
  const Result result = lesson.train({.metric = "dev.cost", .min_delta = 0.001, .patience = 5});
  CHECK(result.epochs == 20);
  CHECK(result.final_epoch == 20);
  CHECK(result.best_epoch == 17);  // what is recorded as the best is no worse than any other
}

TEST_CASE("early stopping: what is restored is the last epoch that counted as an improvement") {
  Overfitting lesson;
  arma::mat best;
  const Result result = lesson.train(
      {.metric = "dev.cost", .min_delta = 0.001, .patience = 5, .restores_best = true}, &best);
  CHECK(result.final_epoch == 15);
  CHECK(result.best_epoch == 17);
  CHECK(lesson.dev_cost() == result.curve[14].values[2]);
  lesson.network.parameters() = best;
  CHECK(lesson.dev_cost() == result.curve[16].values[2]);
}

TEST_CASE("early stopping: epochs between recorded ones count, and the last one is recorded") {
  Overfitting lesson;
  lesson.options.record_points = 4;  // 1, 11, 20, 30
  const Result result = lesson.train({.metric = "dev.cost", .patience = 5});
  CHECK(result.best_epoch == 17);
  CHECK(epochs_of(result) == std::vector<std::uint64_t>{1, 11, 20, 22});
  CHECK(result.curve.back().values.size() == result.curve.front().values.size());
}

TEST_CASE("early stopping: any metric of an epoch may be watched, more or less being better") {
  // NumPy: the dev accuracy of 0.85 of epoch 2 is not passed later; train.cost falls to the end.
  Overfitting accuracy, cost;
  const Result of_accuracy = accuracy.train({.metric = "dev.accuracy", .patience = 3});
  CHECK(of_accuracy.epochs == of_accuracy.best_epoch + 3);
  CHECK(of_accuracy.epochs < 30);
  const Result of_cost = cost.train({.metric = "train.cost", .patience = 1});
  CHECK(of_cost.epochs == 30);
  CHECK(of_cost.best_epoch == 30);
}

TEST_CASE("early stopping: the last epoch's parameters stay unless the best ones are asked for") {
  Overfitting last, best;
  const Result of_last = last.train({.metric = "dev.cost", .patience = 5});
  CHECK(last.dev_cost() == of_last.curve.back().values[2]);
  const Result of_best = best.train({.metric = "dev.cost", .patience = 5, .restores_best = true});
  CHECK(of_best.epochs == 22);
  CHECK(best.dev_cost() == of_best.curve[16].values[2]);
  CHECK(best.dev_cost() == Approx(0.435934).epsilon(1e-5));
  CHECK(of_best.final[2] == best.dev_cost());
  CHECK(of_best.final_epoch == 17);
  CHECK(of_best.final[0] == of_best.curve[16].values[0]);  // train.cost: that epoch's mean
}

TEST_CASE("early stopping: the best parameters are left where they are wanted") {
  Overfitting lesson;
  arma::mat best;
  const Result result = lesson.train({.metric = "dev.cost"}, &best);
  CHECK(result.epochs == 30);  // patience 0: never
  CHECK(lesson.dev_cost() == result.curve.back().values[2]);
  lesson.network.parameters() = best;
  CHECK(lesson.dev_cost() == result.curve[16].values[2]);
}

TEST_CASE("early stopping: a metric that is not measured at every epoch is refused") {
  Overfitting lesson;
  CHECK_THROWS_WITH(lesson.train({.metric = "test.cost"}),
                    "metric: 'test.cost' is not measured at every epoch");
  CHECK_THROWS_WITH(lesson.train({.metric = "dev.r2"}),
                    "metric: 'dev.r2' is not measured at every epoch");
  lesson.options.every_epoch = {"test.cost"};
  CHECK_THROWS_WITH(lesson.train({.metric = "dev.cost"}),
                    "metric: 'test.cost' is not measured at every epoch");
}
