#include <ice/plugin.hpp>

// The logistic function: the course's output for a probability (2.2, 3.6).
// g(z) = 1 / (1 + e^-z)   g'(z) = a (1 - a)
struct Sigmoid : ice::Activation {
  static constexpr auto id = "sigmoid";
  static constexpr auto doc = "1 / (1 + e^-z), in (0, 1): a probability (Verhulst 1838)";
  static constexpr auto traits = ice::needs_a;
  static constexpr auto outputs = ice::inside(0, 1);

  template <class T>
  T value(T z) const {
    return sigmoid(z);
  }
  template <class T>
  T slope(T /*z*/, T a) const {
    return a * (1 - a);
  }
};

ICE_LIBRARY("core", "0.1.0", "MIT", Sigmoid)
