#include <ice/plugin.hpp>

// The hyperbolic tangent: sigmoid moved to zero mean, so that the next layer sees centred inputs
// (course 3.6).
//   g(z) = (e^z - e^-z) / (e^z + e^-z)   g'(z) = 1 - a^2
struct Tanh : ice::Activation {
  static constexpr auto id = "tanh";
  static constexpr auto doc =
      "(e^z - e^-z) / (e^z + e^-z), in (-1, 1), zero-mean (LeCun et al. 1998, Efficient BackProp)";
  static constexpr auto traits = ice::needs_a;
  static constexpr auto outputs = ice::inside(-1, 1);

  template <class T>
  T value(T z) const {
    return tanh(z);
  }
  template <class T>
  T slope(T /*z*/, T a) const {
    return 1 - a * a;
  }
  double gain() const { return 5.0 / 3; }  // keeps unit variance through the saturating flanks
};

ICE_LIBRARY("core", "0.1.0", "MIT", Tanh)
