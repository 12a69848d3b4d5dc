// caught by: traits - promises to need A alone, but its backward reads Z
#include <ice/plugin.hpp>

struct ReadsZUndeclared : ice::Activation {
  static constexpr auto id = "reads_z_undeclared", doc = "z * sigmoid(z)";
  static constexpr auto traits = ice::needs_a;

  template <class T>
  T value(T z) const {
    return z * sigmoid(z);
  }
  template <class T>
  T slope(T z, T a) const {
    return a + sigmoid(z) * (1 - a);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", ReadsZUndeclared)
