#include <ice/plugin.hpp>

// An elu whose two constants make mean 0 and variance 1 a stable fixed point of a layer with
// weights of variance 1 / n[l-1] (initializer lecun_normal): the signal normalizes itself.
//   g(z) = lambda z for z >= 0, lambda alpha (e^z - 1) for z < 0
//   g'(z) = lambda, or a + lambda alpha
struct Selu : ice::Activation {
  static constexpr auto id = "selu";
  static constexpr auto doc =
      "lambda * elu(z, alpha), lambda = 1.0507, alpha = 1.6733: keeps mean 0 and variance 1 "
      "(Klambauer et al. 2017)";
  static constexpr auto traits = ice::needs_z | ice::needs_a;
  static constexpr auto outputs = ice::at_least(-1.7581);

  static constexpr double kLambda = 1.0507009873554804934193349852946;
  static constexpr double kAlpha = 1.6732632423543772848170429916717;

  template <class T>
  T value(T z) const {
    return z < 0 ? T(kLambda * kAlpha) * expm1(z) : T(kLambda) * z;
  }
  template <class T>
  T slope(T z, T a) const {
    return z < 0 ? a + T(kLambda * kAlpha) : T(kLambda);
  }
};

ICE_LIBRARY("core", "0.1.0", "MIT", Selu)
