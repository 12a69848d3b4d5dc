#include "code/network_summary.hpp"

#include <catch2/catch.hpp>

#include "support/studies.hpp"

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

}  // namespace

// By hand, for 2-5-3-1 and m = 32 of 40 samples in batches of 8:
//   parameters 5*2+5 + 3*5+3 + 1*3+1 = 15 + 18 + 4 = 37
//   FLOPs an epoch 32 * (2*2*(5*2) + 3*2*(3*5) + 3*2*(1*3)) = 32 * (40 + 90 + 18) = 4736
//   numbers of a worker: parameters, gradients, 2 slots: 37 * 4 = 148
//     Z, dA and A of 256 columns, which evaluation goes by: tanh and sigmoid work in location, and
//     the fused loss reads Z[L]: (2 * 5 + 2 * 3 + 3 * 1) * 256 = 4864; losses 256; room to align 16
//     gathered X and Y: (2 + 1) * 8 = 24; their order 32
//     4 * (148 + 4864 + 256 + 16 + 24 + 32) = 21360, and what layers and points take beside it
//   bytes of data 4 * (2 + 1) * 40 = 480
TEST_CASE("describe: shapes, parameters, FLOPs and memory of a network") {
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
  CHECK(network.worker_bytes > 21360);
  CHECK(network.worker_bytes < 21360 + 8192);
  CHECK(network.data_bytes == 480);
  CHECK(network.loss == "core/binary_cross_entropy");
  CHECK(network.optimizer == "core/adam");
  CHECK(network.fused);
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
