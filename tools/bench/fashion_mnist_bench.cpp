// An epoch of Fashion-MNIST, and beside it, in turn, the matrix products of that epoch alone: what
// is above 1 in `x_gemm` is the price of everything else.
#include <benchmark/benchmark.h>

#include <ctime>
#include <vector>

#include "networks.hpp"

namespace ice::bench {
namespace {

const Architecture kArchitecture{
    {784, 128, 64, 10}, "relu", "softmax", "categorical_cross_entropy"};

/// The matrices of one layer and a batch of m columns.
struct Layer {
  // W, dW (n, n_prev)   A_prev, dA_prev (n_prev, m)   Z (n, m)
  Layer(std::uint64_t n, std::uint64_t n_prev, std::uint64_t m)
      : W(n, n_prev, arma::fill::randn),
        dW(n, n_prev),
        A_prev(n_prev, m, arma::fill::randn),
        dA_prev(n_prev, m),
        Z(n, m) {}
  arma::fmat W, dW, A_prev, dA_prev, Z;
};

/// The products of one step: Z = W A_prev, dW = dZ A_prev^T, dA_prev = W^T dZ.
class Products {
 public:
  explicit Products(std::uint64_t m) {
    const std::vector<std::uint64_t>& n = kArchitecture.widths;
    for (std::size_t l = 1; l < n.size(); ++l) layers_.emplace_back(n[l], n[l - 1], m);
  }

  void step() {
    for (Layer& layer : layers_) layer.Z = layer.W * layer.A_prev;
    for (Layer& layer : layers_) layer.dW = layer.Z * layer.A_prev.t();
    for (std::size_t l = 1; l < layers_.size(); ++l)  // there is no dA[0]
      layers_[l].dA_prev = layers_[l].W.t() * layers_[l].Z;
    benchmark::DoNotOptimize(layers_.back().dA_prev.memptr());
  }

 private:
  std::vector<Layer> layers_;
};

/// Processor time, which other programs on the machine do not add to.
template <class Function>
double seconds(const Function& function) {
  const std::clock_t start = std::clock();
  function();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

void fashion_mnist_epoch(benchmark::State& state) {
  const auto m = static_cast<std::uint64_t>(state.range(0));
  static const data::Parts<float> parts = load_parts<float>({{"name", "fashion_mnist"}});
  const std::uint64_t steps = (parts.shape.train.m + m - 1) / m;
  nn::Network<float> network(network_options(kArchitecture), m);
  network.initialize(1);
  Products products(m);

  double total = 0, total_gemm = 0;
  for (auto _ : state) {
    const double epoch =
        seconds([&] { train(network, parts, train_options("adam", 0.001, m), 1); });
    total_gemm += seconds([&] {
      for (std::uint64_t i = 0; i < steps; ++i) products.step();
    });
    state.SetIterationTime(epoch);
    total += epoch;
  }
  state.counters["gemm_ms"] = 1e3 * total_gemm / static_cast<double>(state.iterations());
  state.counters["x_gemm"] = total / total_gemm;
}

BENCHMARK(fashion_mnist_epoch)
    ->ArgName("batch")
    ->Arg(64)
    ->Arg(256)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ice::bench
