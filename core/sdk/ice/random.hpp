#pragma once
// Random numbers for plugins: the stream of the host. It is the only source of chance that makes a
// run repeatable. A plugin that uses a generator of Armadillo or std fails `ice plugin check`.
#include <algorithm>
#include <array>
#include <cstdint>

#include "ice/abi.h"
#include "ice/matrix.hpp"

namespace ice {

/// A stream of random numbers that only the run's seed and the layer determine. Each number is
/// drawn once, so the order of calls matters. Valid during the call, only in the calling thread.
class Rng {
 public:
  explicit Rng(const ice_rng& host) : host_(host) {}

  /// Uniform on [0, 1), 53 random bits.
  [[nodiscard]] double uniform() { return one(host_.uniform); }
  /// Standard normal.
  [[nodiscard]] double normal() { return one(host_.normal); }

  /// Fills M with numbers uniform on [low, high), in the order of its memory.
  template <class T>
  void fill_uniform(arma::Mat<T>& M, double low, double high) {
    fill(M, host_.uniform, low, high - low);
  }
  /// Fills M with normal numbers, in the order of its memory.
  template <class T>
  void fill_normal(arma::Mat<T>& M, double mean, double deviation) {
    fill(M, host_.normal, mean, deviation);
  }

 private:
  using Source = void (*)(void*, double*, std::uint64_t);

  double one(Source source) {
    double x = 0;
    source(host_.state, &x, 1);
    return x;
  }

  // M = shift + scale * numbers, in the order of memory. Drawn as double, so that float and double
  // runs of one seed start from the same numbers.
  template <class T>
  void fill(arma::Mat<T>& M, Source source, double shift, double scale) {
    std::array<double, 256> block;  // NOLINT(*-member-init): written by the source
    T* out = M.memptr();
    for (std::uint64_t left = M.n_elem; left > 0;) {
      const std::uint64_t n = std::min<std::uint64_t>(left, block.size());
      source(host_.state, block.data(), n);
      for (std::uint64_t i = 0; i < n; ++i) *out++ = static_cast<T>(shift + scale * block[i]);
      left -= n;
    }
  }

  ice_rng host_;
};

}  // namespace ice
