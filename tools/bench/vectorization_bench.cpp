// The course's lesson of vectorization (2.9-2.12): the same sums as loops over numbers and as
// products of matrices. A loop that adds one by one cannot be vectorized by the compiler either:
// it would have to change the order of the additions.
#include <benchmark/benchmark.h>

#include <cmath>
#include <ice/processor.hpp>

#include "networks.hpp"

namespace ice::bench {
namespace {

constexpr arma::uword kNumbers = 1'000'000;

void dot_loop(benchmark::State& state) {
  const arma::vec a(kNumbers, arma::fill::randu), b(kNumbers, arma::fill::randu);
  for (auto _ : state) {
    double sum = 0;
    for (arma::uword i = 0; i < kNumbers; ++i) sum += a[i] * b[i];
    benchmark::DoNotOptimize(sum);
  }
}
BENCHMARK(dot_loop)->Unit(benchmark::kMicrosecond);

void dot_vectorized(benchmark::State& state) {
  const arma::vec a(kNumbers, arma::fill::randu), b(kNumbers, arma::fill::randu);
  for (auto _ : state) benchmark::DoNotOptimize(arma::dot(a, b));
}
BENCHMARK(dot_vectorized)->Unit(benchmark::kMicrosecond);

// One step of logistic regression on 209 images, as the course writes it before it vectorizes.
// X (n_x, m)   Y (1, m)   w (n_x)
class LogisticLoop {
 public:
  explicit LogisticLoop(const data::Part<double>& part)
      : X_(part.X), Y_(part.Y), w_(part.X.n_rows), dw_(part.X.n_rows) {}

  double step() {
    double cost = 0, db = 0;
    dw_.zeros();
    for (arma::uword j = 0; j < X_.n_cols; ++j) {
      double z = b_;
      for (arma::uword i = 0; i < X_.n_rows; ++i) z += w_[i] * X_(i, j);
      const double a = 1 / (1 + std::exp(-z));
      cost -= Y_[j] * std::log(a) + (1 - Y_[j]) * std::log(1 - a);
      const double dz = a - Y_[j];
      for (arma::uword i = 0; i < X_.n_rows; ++i) dw_[i] += X_(i, j) * dz;
      db += dz;
    }
    const auto m = static_cast<double>(X_.n_cols);
    for (arma::uword i = 0; i < X_.n_rows; ++i) w_[i] -= kRate * dw_[i] / m;
    b_ -= kRate * db / m;
    return cost / m;
  }

 private:
  static constexpr double kRate = 0.005;
  const arma::mat &X_, &Y_;
  arma::vec w_, dw_;
  double b_ = 0;
};

/// Against logistic_step<double>; with what instructions the processor has, as that one.
void logistic_step_loop(benchmark::State& state) {
  const data::Parts<double> parts = noise_parts<double>(12288, 209);
  LogisticLoop loop(parts.train);
  for (auto _ : state) benchmark::DoNotOptimize(vectorized([&] { return loop.step(); }));
}
BENCHMARK(logistic_step_loop)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ice::bench
