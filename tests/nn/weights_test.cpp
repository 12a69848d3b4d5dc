// Weights of samples, from the part to the step and to the scores. Figures of scikit-learn 1.2.1
// with `sample_weight`; gradients by central differences; whole weights against samples that are
// repeated.
#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "networks.hpp"
#include "nn/batches.hpp"

using namespace ice;
using namespace ice::nn;

namespace {

using Numbers = std::vector<double>;

// Weights as data::share makes them: of mean 1.
arma::mat of_mean_1(const arma::mat& weights) {
  return weights / arma::mean(arma::vectorise(weights));
}

// Scores of outputs that are given, of a network whose output is its input.
struct Weighed {
  data::Task task;
  arma::mat A, Y, weights;
  std::string of_loss = "squared_error";
  std::vector<double> units{};

  [[nodiscard]] double operator[](const std::string& name) const {
    // One column a call: weights are cut along with the samples.
    Network<double> network(network_options(A.n_rows, {layer(A.n_rows, "linear")}, of_loss), 1);
    network.W(1).eye();
    const data::Part<double> part{A, Y, of_mean_1(weights), of_mean_1(weights)};
    Evaluator<double> evaluator(part, task, {units});
    return value_of(*metric::find(name), evaluator.evaluate(network));
  }
};

data::Part<double> weighted_part(const arma::mat& weights) {
  data::Part<double> part = half_planes(weights.n_elem);
  part.cost_weights = part.score_weights = of_mean_1(weights);
  return part;
}

// Sample j of the part as often as weights(j) says.
data::Part<double> repeated(const data::Part<double>& part, const arma::mat& weights) {
  arma::uvec columns(static_cast<arma::uword>(arma::accu(weights)));
  arma::uword next = 0;
  for (arma::uword j = 0; j < weights.n_elem; ++j)
    for (double k = 0; k < weights(j); ++k) columns(next++) = j;
  return {part.X.cols(columns), part.Y.cols(columns)};
}

NetworkOptions two_layers(const std::string& output, const std::string& of_loss, double l2 = 0) {
  return network_options(3, {layer(4, "tanh"), layer(output == "softmax" ? 3 : 1, output)}, of_loss,
                         l2);
}

}  // namespace

TEST_CASE("weights: scores of two classes are scikit-learn's") {
  const Weighed scores{data::Task::kBinary,
                       {{.9, .2, .6, .4, .5, .8}},
                       {{1, 0, 0, 1, 1, 0}},
                       {{2, 1, .5, 3, 0, 1.5}},
                       "binary_cross_entropy"};
  CHECK(scores["cost"] == Approx(0.7568798766050695));
  CHECK(scores["accuracy"] == Approx(0.375));
  CHECK(scores["balanced_accuracy"] == Approx(0.3666666666666667));
  CHECK(scores["precision"] == Approx(0.5));
  CHECK(scores["recall"] == Approx(0.4));
  CHECK(scores["f1"] == Approx(0.4444444444444445));
  CHECK(scores["auc"] == Approx(0.6));
}

TEST_CASE("weights: equal outputs count half in auc, as in scikit-learn") {
  const Weighed scores{
      data::Task::kBinary, {{.5, .5, .2, .5, .7}}, {{1, 0, 0, 1, 0}}, {{1, 2, 3, .5, .25}}};
  CHECK(scores["auc"] == Approx(0.7619047619047619));
}

TEST_CASE("weights: scores of four classes are scikit-learn's") {
  const Weighed scores{
      data::Task::kMulticlass,
      arma::mat{{.5, .3, .1, .1},
                {.2, .2, .2, .4},
                {.1, .6, .2, .1},
                {.7, .1, .15, .05},
                {.3, .25, .35, .1}}
          .t(),
      arma::mat{{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 1, 0, 0}, {0, 0, 0, 1}, {0, 0, 1, 0}}.t(),
      {{1, 2, .25, 3, .5}},
      "categorical_cross_entropy"};
  CHECK(scores["cost"] == Approx(2.007679599152734));
  CHECK(scores["accuracy"] == Approx(0.25925925925925924));
  CHECK(scores["balanced_accuracy"] == Approx(0.5277777777777778));
  CHECK(scores["top3_accuracy"] == Approx(0.5555555555555556));
}

TEST_CASE("weights: errors of a regression are scikit-learn's, in the targets' own unit") {
  const arma::mat A{{30, 90, 300, 220}}, Y{{25, 100, 346, 200}}, weights{{1, 2, .5, 3}};
  const Weighed own{data::Task::kRegression, A, Y, weights};
  const Weighed standardized{
      data::Task::kRegression, (A - 140) / 80, (Y - 140) / 80, weights, "squared_error", {80}};
  for (const Weighed& scores : {own, standardized}) {
    CHECK(scores["rmse"] == Approx(19.544820285692065));
    CHECK(scores["mae"] == Approx(16.615384615384617));
    CHECK(scores["r2"] == Approx(0.9474515319785567));
  }
}

TEST_CASE("weights: all correct is exactly 1, whatever the weights round to") {
  arma::mat weights(1, 997);
  for (arma::uword j = 0; j < weights.n_elem; ++j)
    weights(j) = 0.1 + 1.0 / static_cast<double>(1 + j % 13);
  arma::mat Y(1, 997);
  for (arma::uword j = 0; j < Y.n_elem; ++j) Y(j) = j % 3 == 0;
  const Weighed scores{data::Task::kBinary, Y, Y, weights};
  for (const char* name : {"accuracy", "balanced_accuracy", "precision", "recall", "f1"})
    CHECK(scores[name] == 1);
  CHECK(scores["auc"] == Approx(1));
  CHECK(scores["auc"] <= 1);
}

TEST_CASE("weights: of 1 change no score") {
  const data::Part<double> plain = half_planes(50);
  data::Part<double> ones = plain;
  ones.cost_weights = ones.score_weights = arma::mat(1, 50, arma::fill::ones);
  Network<double> network(two_layers("sigmoid", "binary_cross_entropy"), 7);
  network.initialize(2);
  for (const char* name : {"cost", "accuracy", "f1", "auc", "balanced_accuracy"})
    CHECK(measure(name, network, plain, data::Task::kBinary) ==
          Approx(measure(name, network, ones, data::Task::kBinary)).epsilon(1e-14));
}

TEST_CASE("weights: the gradient is that of the weighted cost, by central differences") {
  const arma::mat weights{{0.5, 2, 0, 1.5, 1}};
  for (const auto& [output, of_loss] :
       std::vector<std::pair<std::string, std::string>>{{"sigmoid", "binary_cross_entropy"},
                                                        {"softmax", "categorical_cross_entropy"},
                                                        {"softmax", "squared_error"},
                                                        {"linear", "huber"}}) {
    Network<double> network(two_layers(output, of_loss, 0.3), 5);
    network.initialize(3);
    const arma::mat X = sine_matrix(3, 5, 0.2);
    const arma::mat Y = output == "softmax" ? one_hot(3, 5) : arma::mat{{1, 0, 0, 1, 1}};
    // By hand, from losses without weights.
    const auto objective = [&] {
      network.predict(X);
      return arma::accu(network.losses(Y) % weights) / 5 + network.l2_term(5);
    };
    CHECK(network.forward_backward(X, Y, 1, 1, weights) + network.l2_term(5) ==
          Approx(objective()));
    const arma::mat analytic = network.gradients();
    for (arma::uword i = 0; i < analytic.n_elem; ++i) {
      double& w = network.parameters()(i);
      const double kept = w, nudge = 1e-6;
      w = kept + nudge;
      const double above = objective();
      w = kept - nudge;
      const double below = objective();
      w = kept;
      CAPTURE(output, of_loss, i);
      CHECK(analytic(i) == Approx((above - below) / (2 * nudge)).margin(1e-7));
    }
  }
}

TEST_CASE("weights: a training with whole weights is that of samples repeated so often") {
  const arma::mat weights{{2, 1, 3, 1, 0, 4, 1, 2}};
  const data::Part<double> part = weighted_part(weights);
  TrainOptions options{.epochs = 30,
                       .batch_size = 0,
                       .learning_rate = 0.7,
                       .optimizer = optimizer("gradient_descent"),
                       .seed = 4,
                       .metrics = {"train.cost", "train.accuracy"}};
  const auto trained = [&](const data::Part<double>& on) {
    Network<double> network(two_layers("sigmoid", "binary_cross_entropy"), on.X.n_cols);
    network.initialize(9);
    return train(network, parts_of(data::Task::kBinary, on), options).final;
  };
  const Numbers weighted = trained(part), often = trained(repeated(part, weights));
  REQUIRE(weighted.size() == often.size());
  for (std::size_t i = 0; i < weighted.size(); ++i) CHECK(weighted[i] == Approx(often[i]));
}

TEST_CASE("weights: go with their samples into mini-batches") {
  arma::mat weights(1, 23);
  for (arma::uword j = 0; j < 23; ++j) weights(j) = 1.0 + static_cast<double>(j);
  data::Part<double> part{arma::mat(2, 23), arma::mat(1, 23, arma::fill::zeros), weights, weights};
  for (arma::uword j = 0; j < 23; ++j) part.X.col(j).fill(weights(j));
  Batches<double> batches(part, 5, 3);
  batches.start_epoch(2);
  for (std::uint64_t i = 0; i < batches.count(); ++i) {
    const Batch<double> batch = batches.gather(i);
    REQUIRE(batch.weights.n_cols == batch.X.n_cols);
    for (arma::uword j = 0; j < batch.X.n_cols; ++j) CHECK(batch.weights(j) == batch.X(1, j));
  }
  Batches<double> whole(part, 0, 3);
  whole.start_epoch(1);
  CHECK(arma::approx_equal(whole.gather(0).weights, weights, "absdiff", 0));
}

TEST_CASE("weights: an epoch's cost is the weighted mean over its samples") {
  // A learning rate of 0: every batch sees the same network.
  const data::Part<double> part = weighted_part({{1, 5, 2, 0.5, 3, 1, 7}});
  TrainOptions options{.epochs = 1,
                       .batch_size = 3,
                       .learning_rate = 0,
                       .optimizer = optimizer("gradient_descent"),
                       .metrics = {"train.cost"}};
  Network<double> network(two_layers("sigmoid", "binary_cross_entropy"), 3);
  network.initialize(1);
  const double cost = measure("cost", network, part, data::Task::kBinary);
  CHECK(train(network, parts_of(data::Task::kBinary, part), options).final.at(0) == Approx(cost));
}

TEST_CASE("weights: of costs and of scores may differ, and neither need count") {
  const arma::mat A{{.9, .2, .6, .4}}, Y{{1, 0, 0, 1}};
  Network<double> network(network_options(1, {layer(1, "linear")}, "squared_error"), 4);
  network.W(1).eye();
  const data::Part<double> part{A, Y, {{2, 0, 0, 2}}, {{0, 2, 1, 1}}};
  Evaluator<double> weighed(part, data::Task::kBinary);
  const metric::Evidence* const found = weighed.evaluate(network);
  const double errors = .01 + .36;               // of the first and the last
  CHECK(found->loss == Approx(2 * errors / 2));  // squared_error is half the square
  CHECK(value_of(*metric::find("accuracy"), found) == Approx(0.5));
  Evaluator<double> plain(part, data::Task::kBinary, {.weighs = false});
  CHECK(plain.evaluate(network)->confusion(0, 1) == 1);
  CHECK(plain.evaluate(network)->confusion.total() == 4);
}
