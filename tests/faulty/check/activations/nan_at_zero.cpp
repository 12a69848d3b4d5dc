// caught by: finite - the sign of z as z / |z|: 0 / 0 at 0, where a batch of sparse data has most
#include <cmath>
#include <ice/plugin.hpp>

struct NanAtZero : ice::Activation {
  static constexpr auto id = "nan_at_zero", doc = "sign(z) log(1 + |z|)";
  static constexpr auto traits = ice::needs_z;

  template <class T>
  T value(T z) const {
    return z / std::abs(z) * log1p(std::abs(z));
  }
  template <class T>
  T slope(T z, T /*a*/) const {
    return 1 / (1 + std::abs(z));
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", NanAtZero)
