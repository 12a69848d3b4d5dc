// caught by: outputs - a sigmoid for each unit, with the promise of a softmax
#include <ice/plugin.hpp>

struct SumsToAnything : ice::Activation {
  static constexpr auto id = "sums_to_anything", doc = "1 / (1 + e^-z)";
  static constexpr auto traits = ice::needs_a | ice::sums_to_one;
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

ICE_LIBRARY("faulty", "1.0.0", "MIT", SumsToAnything)
