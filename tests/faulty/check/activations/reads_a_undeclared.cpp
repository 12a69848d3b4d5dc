// caught by: traits - promises to need Z alone, but its backward reads A
#include <ice/plugin.hpp>

struct ReadsAUndeclared : ice::Activation {
  static constexpr auto id = "reads_a_undeclared", doc = "tanh(z)";
  static constexpr auto traits = ice::needs_z;

  template <class T>
  T value(T z) const {
    return tanh(z);
  }
  template <class T>
  T slope(T /*z*/, T a) const {
    return 1 - a * a;
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", ReadsAUndeclared)
