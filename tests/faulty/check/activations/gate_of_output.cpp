// caught by: gradient - a silu whose slope takes the gate at a, where z is meant
#include <ice/plugin.hpp>

struct GateOfOutput : ice::Activation {
  static constexpr auto id = "gate_of_output", doc = "z * sigmoid(z)";
  static constexpr auto traits = ice::needs_a;

  template <class T>
  T value(T z) const {
    return z * sigmoid(z);
  }
  template <class T>
  T slope(T /*z*/, T a) const {
    return a + sigmoid(a) * (1 - a);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", GateOfOutput)
