#pragma once
// NumPy's legacy generator (np.random.seed, rand, randn), which reproduces data sets that were made
// with it (data set planar, generator numpy). All other random numbers come from base/rng.hpp.
#include <cstdint>
#include <random>

namespace ice::base {

/// The numbers that NumPy returns after np.random.seed(seed). A value: a copy continues from the
/// same position. Not thread-safe: each thread uses its own.
class NumpyRandom {
 public:
  explicit NumpyRandom(std::uint32_t seed) : engine_(seed) {}

  /// What np.random.rand() returns: uniform on [0, 1) with 53 random bits.
  [[nodiscard]] double uniform();
  /// What np.random.randn() returns: standard normal by Marsaglia's polar method (Marsaglia, Bray:
  /// A convenient method for generating normal variables. SIAM Review 6, 1964). Both values of a
  /// pair are used.
  [[nodiscard]] double normal();

 private:
  std::mt19937 engine_;
  double spare_normal_ = 0;
  bool has_spare_ = false;
};

}  // namespace ice::base
