#include <ice/plugin.hpp>

// No activation: the output of a regression (course 3.7). Between hidden layers it collapses the
// network to one linear layer.
//   g(z) = z   g'(z) = 1
struct Linear : ice::Activation {
  static constexpr auto id = "linear";
  static constexpr auto doc = "z: the output of a regression";
  static constexpr auto traits = ice::none;
  static constexpr auto outputs = ice::any_number;

  template <class T>
  T value(T z) const {
    return z;
  }
  template <class T>
  T slope(T /*z*/, T /*a*/) const {
    return 1;
  }
};

ICE_LIBRARY("core", "0.1.0", "MIT", Linear)
