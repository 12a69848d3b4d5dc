// caught by: fused - a cross-entropy that takes every label above one half for 1: it cannot have
// smoothed ones
#include <cmath>
#include <ice/plugin.hpp>

struct RoundsLabels : ice::Loss {
  static constexpr auto id = "rounds_labels", doc = "-log of the probability of the label";
  static constexpr auto fuses = "sigmoid";
  static constexpr auto traits = ice::class_targets | ice::fused_difference;
  static constexpr auto outputs = ice::inside(0, 1);

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(A, Y, per_sample,
                         [](T a, T y) { return y > T(0.5) ? -log(a) : -log1p(-a); });
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    ice::each(A, Y, dA, [](T a, T y) { return y > T(0.5) ? -1 / a : 1 / (1 - a); });
  }
  template <class T>
  void fused_value(ice::In<T> Z, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(Z, Y, per_sample, [](T z, T y) {
      const T toward = y > T(0.5) ? -z : z;
      return (toward > 0 ? toward : T(0)) + log1p(exp(-std::abs(z)));
    });
  }
  template <class T>
  void fused_gradient(ice::In<T> Z, ice::In<T> Y, ice::Out<T> dZ) const {
    ice::each(Z, Y, dZ, [](T z, T y) { return sigmoid(z) - (y > T(0.5) ? T(1) : T(0)); });
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", RoundsLabels)
