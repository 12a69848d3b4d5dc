#include "run/describe.hpp"

#include <catch2/catch.hpp>

#include "run/studies.hpp"

using namespace ice::run;
using test::Bench;
using test::study;

namespace {

NetworkSketch sketch_of(const std::vector<std::string>& overrides) {
  Bench bench(study(overrides));
  const ResolvedCode resolved = bench.resolve();
  return sketch(resolved, bench.datasets.at(bench.datasets.add(resolved.code)).shape);
}

}  // namespace

// By hand, for 2-5-3-1 and m = 32 of 40 samples in batches of 8:
//   parameters 5*2+5 + 3*5+3 + 1*3+1 = 15 + 18 + 4 = 37
//   FLOPs an epoch 32 * (2*2*(5*2) + 3*2*(3*5) + 3*2*(1*3)) = 32 * (40 + 90 + 18) = 4736
//   bytes of a worker 4 * (37 * (2 + 2 slots) + 4 * (5 + 3 + 1) * 8) = 592 + 1152 = 1744
//   bytes of data 4 * (2 + 1) * 40 = 480
TEST_CASE("describe: shapes, parameters, FLOPs and memory of a network") {
  const NetworkSketch network = sketch_of({"network.hidden=[5, 3]", "training.batch_size=8",
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
  CHECK(network.worker_bytes == 1744);
  CHECK(network.data_bytes == 480);
  CHECK(network.loss == "core/binary_cross_entropy");
  CHECK(network.optimizer == "core/adam");
  CHECK(network.fused);
}

TEST_CASE("describe: double numbers take twice the memory, nothing else changes") {
  const NetworkSketch single = sketch_of({});
  const NetworkSketch twice = sketch_of({"training.precision=float64"});
  CHECK(twice.worker_bytes == 2 * single.worker_bytes);
  CHECK(twice.data_bytes == 2 * single.data_bytes);
  CHECK(twice.flops_per_epoch == single.flops_per_epoch);
}

TEST_CASE("describe: without hidden layers the output layer is all") {
  const NetworkSketch network = sketch_of({"network.hidden=[]"});
  REQUIRE(network.layers.size() == 1);
  CHECK(network.parameters == 3);
  CHECK(network.flops_per_epoch == 40 * 2 * 2 * 2);
}

TEST_CASE(
    "describe: a layer's own settings and dropout are shown, a loss fuses with its own alone") {
  const NetworkSketch network =
      sketch_of({"network.hidden=[{units: 4, activation: relu, initializer: zeros}, 3]",
                 "regularization.dropout=[0.5, 0]", "network.output=linear", "loss=squared_error"});
  CHECK(network.layers[0].activation == "core/relu");
  CHECK(network.layers[0].initializer == "core/zeros");
  CHECK(network.layers[0].dropout == 0.5);
  CHECK(network.layers[1].dropout == 0);
  CHECK(network.fused);
  CHECK_FALSE(sketch_of({"network.output=sigmoid", "loss=squared_error"}).fused);
}
