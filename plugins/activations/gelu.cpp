#include <cmath>
#include <ice/plugin.hpp>

// The input times the probability that a standard normal number is below it.
//   g(z) = z Phi(z)   g'(z) = Phi(z) + z phi(z)   phi(z) = e^(-z^2/2) / sqrt(2 pi)
//   Phi(z) = erfc(-z / sqrt 2) / 2, which keeps its precision in the left tail
struct Gelu : ice::Activation {
  static constexpr auto id = "gelu";
  static constexpr auto doc =
      "z * Phi(z), Phi the standard normal distribution function (Hendrycks, Gimpel 2016)";
  static constexpr auto traits = ice::needs_z;
  static constexpr auto outputs = ice::at_least(-0.17);

  template <class T>
  T value(T z) const {
    return z * probability(z);
  }
  template <class T>
  T slope(T z, T /*a*/) const {
    const T density = T(0.39894228040143267794) * exp(-z * z / 2);
    return probability(z) + z * density;
  }

 private:
  template <class T>
  static T probability(T z) {
    return erfc(T(-0.70710678118654752440) * z) / 2;
  }
};

ICE_LIBRARY("core", "0.1.0", "MIT", Gelu)
