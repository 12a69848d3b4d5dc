// What trainings take of memory: nothing after the first epoch, and what nn::training_bytes says.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "networks.hpp"
#include "nn/memory.hpp"
#include "nn/metrics.hpp"
#include "support/counted_memory.hpp"

using namespace ice;
using namespace ice::nn;
using test::allocations;

TEST_CASE("allocation: the counter sees operator new and Armadillo") {
  test::require_counted_memory();
  const std::uint64_t before = allocations;
  const arma::mat X(100, 100);
  CHECK(allocations > before);
  const std::uint64_t between = allocations;
  const std::vector<int> numbers(1000);
  CHECK(allocations > between);
}

TEMPLATE_TEST_CASE("allocation: steps after the first epoch take no memory", "", float, double) {
  test::require_counted_memory();
  const std::string rule =
      GENERATE("gradient_descent", "momentum", "rmsprop", "adam", "nesterov", "adagrad", "adamw");
  const std::string g = GENERATE("relu", "tanh", "sigmoid", "softmax");
  const std::uint64_t batch_size = GENERATE(0, 16);
  const bool is_weighted = GENERATE(false, true);
  CAPTURE(rule, g, batch_size, is_weighted);
  data::Part<TestType> part = half_planes<TestType>(90);
  if (is_weighted) part.cost_weights = part.score_weights = arma::Mat<TestType>(1, 90).ones();
  const auto parts = parts_of<TestType>(data::Task::kBinary, part);
  Network<TestType> network(
      network_options(3, {layer(40, g, 0.2), layer(9, g), layer(1, "sigmoid")},
                      "binary_cross_entropy", 0.1),
      90);
  network.initialize(1);
  TrainOptions options{.optimizer = optimizer(rule), .metrics = {}};
  options.epochs = 6;
  options.batch_size = batch_size;
  options.record_points = 2;
  options.metrics = metric_names(parts.shape, 0.1, true);
  options.schedule = {.kind = ScheduleOptions::Kind::kCosine, .warmup = 1};
  options.clip_value = 1;
  options.clip_norm = 0.1;
  options.watch = Watch{.metric = "train.accuracy", .patience = 100, .restores_best = true};
  options.every_epoch = {"train.auc"};

  std::uint64_t after_first_epoch = 0, before_last_epoch = 0;
  const auto look = [&](std::uint64_t epoch, double) {
    if (epoch == 2 && after_first_epoch == 0) after_first_epoch = allocations;
    if (epoch == 5) before_last_epoch = allocations;
  };
  train(network, parts, options, {.call = look, .every = std::chrono::milliseconds(0)});
  REQUIRE(after_first_epoch > 0);
  CHECK(before_last_epoch == after_first_epoch);
}

namespace {

// A training whose sizes, plugins and precision are drawn, and what nn::training_bytes says of it.
template <class T>
struct Drawn {
  NetworkOptions network = network_options(1, {}, "squared_error");
  data::Parts<T> parts;
  TrainOptions options{.optimizer = optimizer("gradient_descent"), .metrics = {}};
  TrainingSize size;

  explicit Drawn(unsigned seed) {
    std::mt19937 random(seed);
    const auto draw = [&](std::uint64_t low, std::uint64_t high) {
      return low + random() % (high - low + 1);
    };
    const auto one_of = [&](std::vector<std::string> names) {
      return names[random() % names.size()];
    };
    const std::uint64_t m = draw(300, 3000), m_dev = draw(0, 500);
    size.n_x = draw(1, 200);
    size.m = m;
    size.m_dev = m_dev;
    size.classes = 2;
    size.batch_size = draw(0, 1) == 0 ? m : draw(1, m);
    network.n_x = size.n_x;
    for (std::uint64_t l = draw(0, 4); l > 0; --l)
      network.layers.push_back(layer(
          draw(1, 120),
          one_of({"relu", "tanh", "sigmoid", "gelu", "softmax", "leaky_relu", "elu", "linear"}),
          draw(0, 2) == 0 ? 0.2 : 0, "normal"));
    // No cross-entropy of a linear output: it diverges at once, and nothing is kept of it.
    const std::string output = one_of({"sigmoid", "linear"});
    network.layers.push_back(layer(1, output, 0, "normal"));
    network.loss = loss(output == "linear" ? "squared_error"
                                           : one_of({"binary_cross_entropy", "squared_error"}));
    size.is_weighted = draw(0, 1) == 1;
    const auto part = [&](std::uint64_t columns) -> data::Part<T> {
      const arma::Mat<T> weights(size.is_weighted ? 1 : 0, size.is_weighted ? columns : 0,
                                 arma::fill::ones);
      return {sine_matrix<T>(size.n_x, columns, 0.3), arma::Mat<T>(1, columns, arma::fill::zeros),
              weights, weights};
    };
    parts = parts_of<T>(data::Task::kBinary, part(m), part(m_dev));
    options.optimizer = optimizer(one_of({"gradient_descent", "momentum", "adam", "rmsprop"}));
    options.learning_rate = 1e-6;
    options.epochs = draw(2, 6);
    options.batch_size = size.batch_size;
    options.record_points = draw(2, 4);
    size.smooths_labels = draw(0, 1) == 1;
    options.label_smoothing = size.smooths_labels ? 0.1 : 0;
    options.metrics = metric_names(parts.shape, 0, network.layers.size() > 1);
    size.restores_best = draw(0, 1) == 1;
    size.keeps_best = draw(0, 1) == 1;
    options.watch = Watch{.metric = "train.cost", .restores_best = size.restores_best};
    size.slots = options.optimizer.slot_count();
    size.recorded_epochs = std::min(options.epochs, options.record_points);
    size.curves = options.metrics.size();
    for (const LayerOptions& of : network.layers) {
      const plugin::Activation& g = of.activation;
      const bool is_fused =
          &of == &network.layers.back() && network.loss.fuses() == of.activation.id();
      size.layers.push_back(
          cache_needs(of.units, g.needs_z(), g.in_place(), of.dropout > 0, is_fused));
    }
  }

  // The bytes that network and training had taken at a time, at most.
  std::int64_t counted() {
    const std::int64_t before = test::live_bytes;
    Network<T> trained(network, size.batch_size);
    trained.initialize(1);
    test::peak_bytes = test::live_bytes.load();  // what an initializer takes for itself is not ours
    arma::Mat<T> best;
    train(trained, parts, options, {}, size.keeps_best ? &best : nullptr);
    return test::peak_bytes - before;
  }
};

}  // namespace

// Plugins copy nothing in these trainings; malloc rounds up, and small things (names, the places
// among them, a NetworkOptions) are not worth a formula.
TEMPLATE_TEST_CASE("allocation: a training takes the bytes that it was said to take", "", float,
                   double) {
  test::require_counted_memory();
  constexpr double kSmallThings = 16 * 1024;
  for (unsigned seed = 0; seed < 25; ++seed) {
    Drawn<TestType> drawn(seed);
    const auto told = static_cast<double>(training_bytes<TestType>(drawn.size));
    const auto counted = static_cast<double>(drawn.counted());
    CAPTURE(seed, told, counted, drawn.size.layers.size(), drawn.size.batch_size);
    CHECK(counted >= told);
    CHECK(counted <= 1.01 * told + kSmallThings);
  }
}
