// What the wall of C around a plugin costs: a call for one number, and the work of a layer through
// the wall against the same loop compiled in (to be within 2 %).
#include <benchmark/benchmark.h>

#include <ice/math.hpp>
#include <ice/processor.hpp>

#include "networks.hpp"

namespace ice::bench {
namespace {

void plugin_call(benchmark::State& state) {
  const plugin::Activation tanh = activation("tanh");
  const arma::fmat Z(1, 1, arma::fill::randn);
  arma::fmat A(1, 1);
  for (auto _ : state) {
    tanh.forward(Z, A);
    benchmark::DoNotOptimize(A.memptr());
  }
}
BENCHMARK(plugin_call);

void tanh_plugin(benchmark::State& state) {
  const plugin::Activation tanh = activation("tanh");
  const arma::fmat Z(128, 64, arma::fill::randn);
  arma::fmat A(128, 64);
  for (auto _ : state) {
    tanh.forward(Z, A);
    benchmark::DoNotOptimize(A.memptr());
  }
}
BENCHMARK(tanh_plugin)->Unit(benchmark::kMicrosecond);

void tanh_compiled_in(benchmark::State& state) {
  const arma::fmat Z(128, 64, arma::fill::randn);
  arma::fmat A(128, 64);
  for (auto _ : state) {
    vectorized([&] {
      const float* z = Z.memptr();
      float* a = A.memptr();
#pragma omp simd
      for (arma::uword i = 0; i < Z.n_elem; ++i) a[i] = ice::tanh(z[i]);
    });
    benchmark::DoNotOptimize(A.memptr());
  }
}
BENCHMARK(tanh_compiled_in)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace ice::bench
