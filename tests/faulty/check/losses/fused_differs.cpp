// caught by: fused - the fused gradient alone is divided by the number of outputs
#include <ice/plugin.hpp>

struct FusedDiffers : ice::Loss {
  static constexpr auto id = "fused_differs", doc = "1/2 sum (a - y)^2";
  static constexpr auto fuses = "linear";
  static constexpr auto traits = ice::zero_at_target;

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(A, Y, per_sample, [](T a, T y) { return (a - y) * (a - y) / 2; });
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    dA = A - Y;
  }
  template <class T>
  void fused_value(ice::In<T> Z, ice::In<T> Y, ice::Out<T> per_sample) const {
    value(Z, Y, per_sample);
  }
  template <class T>
  void fused_gradient(ice::In<T> Z, ice::In<T> Y, ice::Out<T> dZ) const {
    dZ = (Z - Y) / static_cast<T>(Z.n_rows);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", FusedDiffers)
