#include <cmath>
#include <ice/plugin.hpp>
#include <limits>

// Minus the log-likelihood of 0/1 labels under the predicted probabilities (course 2.3, 2.13),
// summed over the outputs. A = the probabilities, Y in [0, 1].
//   L = -sum (y log a + (1 - y) log(1 - a))              dL/da = (1 - y) / (1 - a) - y / a
// Fused with the sigmoid, exact for any z:
//   L = sum (max(z, 0) - z y + log(1 + e^-|z|))          dL/dz = a - y
struct BinaryCrossEntropy : ice::Loss {
  static constexpr auto id = "binary_cross_entropy";
  static constexpr auto doc =
      "-sum (y log a + (1 - y) log(1 - a)): minus the log-likelihood of 0/1 labels";
  static constexpr auto fuses = "sigmoid";
  static constexpr auto traits = ice::zero_at_target | ice::class_targets | ice::fused_difference;
  static constexpr auto outputs = ice::inside(0, 1);

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(A, Y, per_sample, [](T a, T y) {
      return -(y * finite(log(a)) + (1 - y) * finite(log1p(-a)));
    });
  }

  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    ice::each(A, Y, dA, [](T a, T y) { return (1 - y) / positive(1 - a) - y / positive(a); });
  }

  template <class T>
  void fused_value(ice::In<T> Z, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(Z, Y, per_sample, [](T z, T y) {
      const T linear = (z > 0 ? z : T(0)) - z * y;
      return linear + log1p(exp(-std::abs(z)));
    });
  }

  template <class T>
  void fused_gradient(ice::In<T> Z, ice::In<T> Y, ice::Out<T> dZ) const {
    ice::each(Z, Y, dZ, [](T z, T y) { return sigmoid(z) - y; });
  }

 private:
  // A probability of exactly 0 or 1 costs much, not infinitely much, and 0 * log 0 = 0.
  template <class T>
  static T finite(T logarithm) {
    constexpr T kLogLeast = T(std::numeric_limits<T>::min_exponent - 1) * T(0.69314718055994530942);
    return logarithm < kLogLeast ? kLogLeast : logarithm;
  }
  template <class T>
  static T positive(T probability) {
    constexpr T kLeast = std::numeric_limits<T>::min();
    return probability < kLeast ? kLeast : probability;
  }
};

ICE_LIBRARY("core", "0.1.0", "MIT", BinaryCrossEntropy)
