// A plugin in ten lines of value and slope (ten_lines.cpp), built as an author builds it, beside
// the built-in one of the same formula: within 5 %.
#include <benchmark/benchmark.h>

#include "networks.hpp"
#include "plugin/library.hpp"

namespace ice::bench {
namespace {

plugin::Activation in_ten_lines() {
  return plugin::Activation(
      plugin::create({plugin::Kind::kActivation, "acme/silu", ICE_TEN_LINES, {}, ""}));
}
plugin::Activation built_in() { return activation("silu"); }

template <class T, plugin::Activation (*make)()>
void forward(benchmark::State& state) {
  const plugin::Activation g = make();
  const arma::Mat<T> Z(128, 64, arma::fill::randn);
  arma::Mat<T> A(128, 64);
  for (auto _ : state) {
    g.forward(Z, A);
    benchmark::DoNotOptimize(A.memptr());
  }
}

template <class T, plugin::Activation (*make)()>
void backward(benchmark::State& state) {
  const plugin::Activation g = make();
  const arma::Mat<T> Z(128, 64, arma::fill::randn), dA(128, 64, arma::fill::randn);
  arma::Mat<T> A(128, 64), dZ(128, 64);
  g.forward(Z, A);
  for (auto _ : state) {
    g.backward(Z, A, dA, dZ);
    benchmark::DoNotOptimize(dZ.memptr());
  }
}

BENCHMARK(forward<float, built_in>)->Name("silu_forward_built_in");
BENCHMARK(forward<float, in_ten_lines>)->Name("silu_forward_ten_lines");
BENCHMARK(backward<float, built_in>)->Name("silu_backward_built_in");
BENCHMARK(backward<float, in_ten_lines>)->Name("silu_backward_ten_lines");
BENCHMARK(forward<double, built_in>)->Name("silu_forward_double_built_in");
BENCHMARK(forward<double, in_ten_lines>)->Name("silu_forward_double_ten_lines");
BENCHMARK(backward<double, built_in>)->Name("silu_backward_double_built_in");
BENCHMARK(backward<double, in_ten_lines>)->Name("silu_backward_double_ten_lines");

}  // namespace
}  // namespace ice::bench
