#include "code/network_summary.hpp"

#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "code/model_options.hpp"
#include "nn/network.hpp"
#include "nn/train.hpp"
#include "support/counted_memory.hpp"
#include "support/jobs.hpp"

using namespace ice;
using namespace ice::code;
using test::Bench;
using test::small_study;

namespace {

NetworkSummary sketch_of(const std::vector<std::string>& overrides) {
  Bench bench(small_study(overrides));
  const ResolvedCode resolved = bench.resolve();
  return summarize(resolved, bench.datasets.at(bench.datasets.add(resolved.code)).shape);
}

// The bytes that the network and its training really take at a time, at most.
template <class T>
double counted_bytes(const std::vector<std::string>& overrides) {
  Bench bench(small_study(overrides));
  const Code code = bench.resolve().code;
  const ice::data::Shared& data = bench.datasets.at(bench.datasets.add(code));
  const auto parts = ice::data::map<T>(data.shape, data.memory.get());
  const test::Jobs jobs;
  const CreatePlugin create = [&](ice::plugin::Kind kind, const PluginChoice& choice) {
    return ice::plugin::create(recipe_for(jobs.setup.plugins, kind, choice));
  };
  const auto network = network_options(code, data.shape, create);
  auto training = train_options(code, data.shape, create, 7, 200);
  if (!training.watch) training.watch = ice::nn::Watch{.metric = "train.cost"};  // as workers do
  arma::Mat<T> best;

  const std::int64_t before = test::live_bytes;
  ice::nn::Network<T> trained(network, training.batch_size);
  trained.initialize(7);
  test::peak_bytes = test::live_bytes.load();  // what an initializer takes for itself is not ours
  (void)ice::nn::train(trained, parts, training, {}, code.save == Save::kBest ? &best : nullptr);
  return static_cast<double>(test::peak_bytes - before);
}

}  // namespace

// By hand, for 2-5-3-1 and m = 32 of 40 samples in batches of 8:
//   parameters 5*2+5 + 3*5+3 + 1*3+1 = 15 + 18 + 4 = 37
//   FLOPs an epoch 32 * (2*2*(5*2) + 3*2*(3*5) + 3*2*(1*3)) = 32 * (40 + 90 + 18) = 4736
//   bytes of data 4 * (2 + 1) * 40 = 480
TEST_CASE("describe: shapes, parameters, FLOPs and data of a network") {
  const NetworkSummary network = sketch_of({"network.hidden=[5, 3]", "training.batch_size=8",
                                            "optimizer={name: adam, learning_rate: 0.1}",
                                            "data.split.train=0.8", "data.split.dev=0.2"});
  CHECK(network.data == "planar");
  CHECK(network.n_x == 2);
  CHECK(network.n_y == 1);
  CHECK(network.m_train == 32);
  CHECK(network.m_dev == 8);
  CHECK(network.m_test == 0);
  CHECK(network.batch == 8);
  REQUIRE(network.layers.size() == 3);
  CHECK(network.layers[0].n == 5);
  CHECK(network.layers[0].n_prev == 2);
  CHECK(network.layers[0].activation == "core/tanh");
  CHECK(network.layers[0].initializer == "core/normal");
  CHECK(network.layers[1].parameters() == 18);
  CHECK(network.layers[2].n == 1);
  CHECK(network.layers[2].activation == "core/sigmoid");
  CHECK(network.parameters == 37);
  CHECK(network.flops_per_epoch == 4736);
  CHECK(network.data_bytes == 480);
  CHECK(network.loss == "core/binary_cross_entropy");
  CHECK(network.optimizer == "core/adam");
  CHECK(network.fused);
}

// 2-400-300-1 has 121 801 parameters: each copy that is forgotten is half a megabyte too little.
// malloc rounds up, and small things (names, the points of a curve) are not worth a formula.
TEST_CASE("describe: the memory of a worker is what a training takes, counted") {
  test::require_counted_memory();
  constexpr double kSmallThings = 64 * 1024;
  const std::vector<std::string> wide{"network.hidden=[400, 300]", "data.split.train=0.8",
                                      "data.split.dev=0.2", "training.epochs=2"};
  for (const std::vector<std::string>& more : std::vector<std::vector<std::string>>{
           {},
           {"training.batch_size=8"},
           {"data.samples=4000"},
           {"network.activation=gelu"},
           {"network.activation=softmax"},
           {"loss=squared_error"},
           {"regularization.dropout=0.3"},
           {"training.label_smoothing=0.1", "data.samples=4000"},
           {"optimizer={name: adam, learning_rate: 0.1}"},
           {"training.save=best"},
           {"training.early_stopping={metric: train.cost, restore_best: true}"}}) {
    std::vector<std::string> overrides = wide;
    overrides.insert(overrides.end(), more.begin(), more.end());
    INFO(ice::base::join(more, " "));
    const double said = sketch_of(overrides).worker_bytes;
    const double counted = counted_bytes<float>(overrides);
    CHECK(counted >= said);
    CHECK(counted <= 1.01 * said + kSmallThings);
  }
  std::vector<std::string> precise = wide;
  precise.emplace_back("training.precision=float64");
  CHECK(counted_bytes<double>(precise) == Approx(sketch_of(precise).worker_bytes).epsilon(0.03));
}

TEST_CASE("describe: double numbers take twice the memory, nothing else changes") {
  const NetworkSummary single = sketch_of({"network.hidden=[400]"});
  const NetworkSummary twice = sketch_of({"network.hidden=[400]", "training.precision=float64"});
  CHECK(twice.worker_bytes == Approx(2 * single.worker_bytes).epsilon(0.02));
  CHECK(twice.data_bytes == 2 * single.data_bytes);
  CHECK(twice.flops_per_epoch == single.flops_per_epoch);
}

TEST_CASE("describe: each copy of the parameters that is kept takes memory") {
  const std::string stopping = "training.early_stopping={metric: train.cost, restore_best: ";
  const double plain = sketch_of({}).worker_bytes;
  const double copy = 4 * 17;  // 2-4-1, float
  CHECK(sketch_of({"training.save=final"}).worker_bytes == plain);
  CHECK(sketch_of({"training.save=best"}).worker_bytes == plain + copy);
  CHECK(sketch_of({stopping + "false}"}).worker_bytes == plain);
  CHECK(sketch_of({stopping + "true}"}).worker_bytes == plain + copy);
  CHECK(sketch_of({stopping + "true}", "training.save=best"}).worker_bytes == plain + 2 * copy);
  CHECK(sketch_of({"optimizer={name: momentum, learning_rate: 1}"}).worker_bytes == plain + copy);
}

TEST_CASE("describe: without hidden layers the output layer is all") {
  const NetworkSummary network = sketch_of({"network.hidden=[]"});
  REQUIRE(network.layers.size() == 1);
  CHECK(network.parameters == 3);
  CHECK(network.flops_per_epoch == 40 * 2 * 2 * 2);
}

TEST_CASE(
    "describe: a layer's own settings and dropout are shown, a loss fuses with its own alone") {
  const NetworkSummary network =
      sketch_of({"network.hidden=[{units: 4, activation: relu, initializer: zeros}, 3]",
                 "regularization.dropout=[0.5, 0]", "network.output=linear", "loss=squared_error"});
  CHECK(network.layers[0].activation == "core/relu");
  CHECK(network.layers[0].initializer == "core/zeros");
  CHECK(network.layers[0].dropout == 0.5);
  CHECK(network.layers[1].dropout == 0);
  CHECK(network.fused);
  CHECK_FALSE(sketch_of({"network.output=sigmoid", "loss=squared_error"}).fused);
}
