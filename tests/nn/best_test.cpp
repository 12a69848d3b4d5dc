// One truth about a run's best epoch, and no number for what is none.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "networks.hpp"
#include "nn/metrics.hpp"
#include "nn/train.hpp"

using namespace ice;
using namespace ice::nn;

namespace {

// A small training of any kind: its task, loss, optimizer and sizes are drawn.
struct Lesson {
  std::string output, of_loss, rule;
  data::Parts<double> parts;
  std::uint64_t hidden, epochs, batch_size;
  double l2, learning_rate;
  std::optional<Watch> watch;
  std::string metric;

  explicit Lesson(unsigned seed) : parts(draw_parts(seed)) {
    std::mt19937 random(seed);
    const auto one_of = [&](std::uint64_t n) { return random() % n; };
    of_loss = parts.shape.task == data::Task::kBinary       ? "binary_cross_entropy"
              : parts.shape.task == data::Task::kMulticlass ? "categorical_cross_entropy"
                                                            : "squared_error";
    output = parts.shape.task == data::Task::kBinary       ? "sigmoid"
             : parts.shape.task == data::Task::kMulticlass ? "softmax"
                                                           : "linear";
    rule = std::vector<std::string>{"gradient_descent", "adam", "momentum"}[one_of(3)];
    hidden = 2 + one_of(5);
    epochs = 3 + one_of(30);
    batch_size = one_of(2) == 0 ? 0 : 5 + one_of(10);
    l2 = one_of(2) == 0 ? 0 : 0.1;
    learning_rate = std::vector<double>{0.01, 0.3, 3}[one_of(3)];
    const auto names = metric_names(parts.shape, l2, true);
    do metric = names[one_of(names.size())];
    while (metric.starts_with("test."));
    if (one_of(2) == 0)
      watch = Watch{.metric = metric,
                    .min_delta = one_of(2) == 0 ? 0 : 0.01,
                    .patience = one_of(8),
                    .restores_best = one_of(2) == 0};
  }

  static data::Parts<double> draw_parts(unsigned seed) {
    const auto part = [&](arma::uword m, double phase) -> data::Part<double> {
      if (seed % 3 == 0) return half_planes(m, phase);
      if (seed % 3 == 1) return {sine_matrix(3, m, phase), one_hot(3, m)};
      return {sine_matrix(3, m, phase), sine_matrix(2, m, 2 * phase)};
    };
    const data::Task task =
        std::array{data::Task::kBinary, data::Task::kMulticlass, data::Task::kRegression}[seed % 3];
    return parts_of<double>(task, part(23, 0.6), part(11, 1.7), part(7, 2.9));
  }

  [[nodiscard]] Result train(std::uint64_t points, arma::mat* best = nullptr) const {
    const arma::uword n_y = parts.train.Y.n_rows;
    Network<double> network(
        network_options(3, {layer(hidden, "tanh"), layer(n_y, output)}, of_loss, l2), 23);
    network.initialize(5);
    TrainOptions options{.optimizer = optimizer(rule), .metrics = {}};
    options.epochs = epochs;
    options.batch_size = batch_size;
    options.learning_rate = learning_rate;
    options.seed = 9;
    options.record_points = points;
    options.metrics = metric_names(parts.shape, l2, true);
    options.watch = watch ? watch : Watch{.metric = metric};
    options.every_epoch = {metric};
    return nn::train(network, parts, options, {}, best);
  }
};

std::size_t index_of(const Result& result, const std::string& name) {
  return static_cast<std::size_t>(std::ranges::find(result.names, name) - result.names.begin());
}

bool is_at_least_as_good(const std::string& metric, double value, double than) {
  return metric::is_less_better(metric) ? value <= than : value >= than;
}

bool is_any_number(const std::vector<double>& values) {
  return std::ranges::any_of(values, [](double value) { return !std::isnan(value); });
}

// A metric of a network of one unit over outputs that its bias makes what they are.
template <class T>
double score_with(const std::string& name, data::Task task, const std::string& output,
                  const std::string& of_loss, T weight, T bias) {
  const arma::uword n_y = task == data::Task::kMulticlass ? 3 : 1;
  Network<T> network(network_options(2, {layer(n_y, output)}, of_loss), 4);
  network.W(1).fill(T(0.5));
  network.W(1)(0) = weight;
  network.b(1)(0) = bias;
  const arma::Mat<T> Y = n_y == 3 ? one_hot<T>(3, 4) : arma::Mat<T>{{1, 0, 1, 1}};
  return measure(name, network, data::Part<T>{sine_matrix<T>(2, 4, 0.3), Y}, task);
}

}  // namespace

TEST_CASE("best: it is at least as good as the final value, of every metric") {
  for (unsigned seed = 0; seed < 60; ++seed) {
    const Lesson lesson(seed);
    const Result result = lesson.train(1 + seed % 9);
    CAPTURE(seed, lesson.of_loss, lesson.rule, result.diverged);
    REQUIRE(result.best.size() == result.names.size());
    for (std::size_t i = 0; i < result.names.size(); ++i) {
      CAPTURE(result.names[i]);
      if (!std::isnan(result.final[i]))
        CHECK(is_at_least_as_good(result.names[i], result.best[i].value, result.final[i]));
      for (const Point& point : result.curve)
        if (i < point.values.size() && !std::isnan(point.values[i]))
          CHECK(is_at_least_as_good(result.names[i], result.best[i].value, point.values[i]));
      CHECK((result.best[i].epoch == 0) == std::isnan(result.best[i].value));
      CHECK(result.best[i].epoch <= result.epochs);
    }
  }
}

TEST_CASE("best: of the watched metric and of the means it is the same whatever is recorded") {
  for (unsigned seed = 0; seed < 60; ++seed) {
    const Lesson lesson(seed);
    const Result all = lesson.train(1000);
    for (const std::uint64_t points : {1U, 2U, 3U, 7U}) {
      const Result few = lesson.train(points);
      CAPTURE(seed, points, lesson.metric);
      CHECK(few.epochs == all.epochs);
      CHECK(few.best_epoch == all.best_epoch);
      CHECK(few.final_epoch == all.final_epoch);
      for (const std::string& name :
           {lesson.metric, std::string("train.cost"), std::string("train.objective")}) {
        const std::size_t i = index_of(all, name);
        if (i == all.names.size()) continue;  // no L2 term
        CAPTURE(name);
        CHECK(few.best[i].epoch == all.best[i].epoch);
        if (all.best[i].epoch == 0) continue;
        CHECK(few.best[i].value == all.best[i].value);
        CHECK(all.curve[all.best[i].epoch - 1].values[i] == all.best[i].value);
      }
    }
  }
}

TEST_CASE("best: the parameters that are kept are those of the recorded best epoch") {
  for (unsigned seed = 0; seed < 20; ++seed) {
    const Lesson lesson(seed);
    arma::mat best;
    const Result result = lesson.train(2, &best);
    CAPTURE(seed, lesson.metric);
    CHECK(best.empty() == (result.best_epoch == 0));
    CHECK(result.best_epoch == result.best[index_of(result, lesson.metric)].epoch);
    if (best.empty() || lesson.metric == "train.cost" || lesson.metric == "train.objective")
      continue;  // a mean over an epoch is of no network
    const arma::uword n_y = lesson.parts.train.Y.n_rows;
    Network<double> network(
        network_options(3, {layer(lesson.hidden, "tanh"), layer(n_y, lesson.output)},
                        lesson.of_loss, lesson.l2),
        23);
    network.parameters() = best;
    const data::Part<double>& part =
        lesson.metric.starts_with("dev.") ? lesson.parts.dev : lesson.parts.train;
    const std::string score = lesson.metric.substr(lesson.metric.find('.') + 1);
    if (score == "asymmetry") continue;  // of W, not of outputs
    CHECK(measure(score, network, part, lesson.parts.shape.task) ==
          result.best[index_of(result, lesson.metric)].value);
  }
}

TEST_CASE("best: train.cost is the mean of its epoch in the curve, in the best and in the end") {
  const Lesson lesson(3);
  const Result result = lesson.train(1000);
  const std::size_t cost = index_of(result, "train.cost");
  CHECK(result.final[cost] == result.curve[result.final_epoch - 1].values[cost]);
}

TEST_CASE("not finite: a training that diverged has no score where it did, in no task") {
  for (const unsigned task : {0U, 1U, 2U}) {
    for (const std::uint64_t batch_size : {0U, 5U}) {
      for (const double rate : {1e300, std::numeric_limits<double>::infinity()}) {
        Lesson lesson(task);
        lesson.watch.reset();
        lesson.metric = "dev.cost";
        lesson.rule = "gradient_descent";
        lesson.l2 = 0.1;
        lesson.batch_size = batch_size;
        lesson.learning_rate = rate;
        lesson.epochs = 40;
        const Result result = lesson.train(3);
        CAPTURE(task, batch_size, rate);
        REQUIRE(result.diverged);
        CHECK_FALSE(is_any_number(result.final));
        CHECK_FALSE(is_any_number(result.curve.back().values));
        for (const Best& best : result.best) CHECK(best.epoch < result.epochs);
        const std::size_t of_test = index_of(result, "test.cost");
        CHECK(result.best[of_test].epoch == 0);
        CHECK(std::isnan(result.best[of_test].value));
      }
    }
  }
}

TEST_CASE("not finite: one that diverged in its first epoch has no best") {
  Lesson lesson(0);
  lesson.watch.reset();
  lesson.rule = "gradient_descent";
  lesson.learning_rate = std::numeric_limits<double>::infinity();
  const Result result = lesson.train(5);
  REQUIRE(result.diverged);
  CHECK(result.epochs == 1);
  CHECK(result.best_epoch == 0);
  for (const Best& best : result.best) {
    CHECK(best.epoch == 0);
    CHECK(std::isnan(best.value));
  }
}

TEMPLATE_TEST_CASE("not finite: outputs that only look like numbers are none", "", float, double) {
  using T = TestType;
  const T bad = GENERATE(std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::infinity(),
                         -std::numeric_limits<T>::infinity());
  struct Kind {
    data::Task task;
    std::string output, of_loss;
  };
  const Kind kind = GENERATE(Kind{data::Task::kBinary, "sigmoid", "binary_cross_entropy"},
                             Kind{data::Task::kBinary, "sigmoid", "squared_error"},
                             Kind{data::Task::kBinary, "hard_sigmoid", "binary_cross_entropy"},
                             Kind{data::Task::kBinary, "tanh", "hinge"},
                             Kind{data::Task::kMulticlass, "softmax", "categorical_cross_entropy"},
                             Kind{data::Task::kMulticlass, "sigmoid", "squared_error"},
                             Kind{data::Task::kRegression, "linear", "squared_error"},
                             Kind{data::Task::kRegression, "relu", "absolute_error"});
  CAPTURE(bad, kind.output, kind.of_loss);
  const auto score = [&](const std::string& name, T weight, T bias) {
    return score_with<T>(name, kind.task, kind.output, kind.of_loss, weight, bias);
  };
  for (const metric::Metric& metric : metric::table()) {
    const std::string name(metric.name);
    CAPTURE(name);
    CHECK(std::isnan(score(name, bad, 0)));  // sigmoid(infinity) = 1
    CHECK(std::isnan(score(name, 1, bad)));
  }
  CHECK(std::isfinite(score("cost", 1, 0)));
}

TEST_CASE("not finite: an output beyond all numbers from parameters that are numbers") {
  for (const char* name : {"cost", "rmse", "r2"})
    CHECK(std::isnan(
        score_with<float>(name, data::Task::kRegression, "linear", "squared_error", 3e38F, 3e38F)));
}
