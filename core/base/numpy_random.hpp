#pragma once
// NumPy's legacy generator (np.random.seed, rand, randn), to reproduce data sets that were made
// with it. Everything else draws from base/rng.hpp.
#include <cstdint>
#include <random>

namespace ice::base {

/// The stream of np.random.seed(seed): a value; two with the same seed give the same numbers.
class NumpyRandom {
 public:
  explicit NumpyRandom(std::uint32_t seed) : engine_(seed) {}

  /// np.random.rand(): uniform on [0, 1) with 53 random bits.
  [[nodiscard]] double uniform();
  /// np.random.randn(): standard normal by Marsaglia's polar method; both values of a pair are
  /// used.
  [[nodiscard]] double normal();

 private:
  std::mt19937 engine_;
  double spare_normal_ = 0;
  bool has_spare_ = false;
};

}  // namespace ice::base
