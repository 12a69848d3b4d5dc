// Steps of full-batch gradient descent on the course's networks. One iteration is one step.
#include <benchmark/benchmark.h>

#include "networks.hpp"

namespace ice::bench {
namespace {

template <class T>
void steps(benchmark::State& state, const data::Parts<T>& parts, const Architecture& of,
           double learning_rate, std::uint64_t at_once) {
  nn::Network<T> network(network_options(of), parts.shape.train.m);
  network.initialize(1);
  const nn::TrainOptions options = train_options("gradient_descent", learning_rate);
  while (state.KeepRunningBatch(static_cast<benchmark::IterationCount>(at_once)))
    train(network, parts, options, at_once);
}

/// The flower of week 3, 400 samples.
template <class T>
void planar_step(benchmark::State& state) {
  const data::Parts<T> parts = load_parts<T>({{"name", "planar"}});
  steps(state, parts, {{2, 4, 1}, "tanh", "sigmoid", "binary_cross_entropy"}, 1.2, 1000);
}
BENCHMARK_TEMPLATE(planar_step, float)->Unit(benchmark::kMicrosecond);
BENCHMARK_TEMPLATE(planar_step, double)->Unit(benchmark::kMicrosecond);

/// The cat images of weeks 2 and 4 in size: 209 of 64 x 64 x 3.
template <class T>
data::Parts<T> cats() {
  return noise_parts<T>(12288, 209);
}

template <class T>
void logistic_step(benchmark::State& state) {
  steps(state, cats<T>(), {{12288, 1}, "", "sigmoid", "binary_cross_entropy"}, 0.005, 20);
}
BENCHMARK_TEMPLATE(logistic_step, float)->Unit(benchmark::kMillisecond);
BENCHMARK_TEMPLATE(logistic_step, double)->Unit(benchmark::kMillisecond);

template <class T>
void cats_step(benchmark::State& state) {
  const Architecture four_layers{{12288, 20, 7, 5, 1}, "relu", "sigmoid", "binary_cross_entropy"};
  steps(state, cats<T>(), four_layers, 0.0075, 20);
}
BENCHMARK_TEMPLATE(cats_step, float)->Unit(benchmark::kMillisecond);
BENCHMARK_TEMPLATE(cats_step, double)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ice::bench
