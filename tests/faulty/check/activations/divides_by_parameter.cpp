// caught by: gradient - allows temperature = 0 and divides by it
#include <array>
#include <ice/plugin.hpp>

struct DividesByParameter : ice::Activation {
  static constexpr auto id = "divides_by_parameter", doc = "t tanh(z / t)";
  static constexpr std::array params{ice::real("t", 1).at_least(0).at_most(10)};
  static constexpr auto traits = ice::needs_z;

  explicit DividesByParameter(const ice::Params& p) : temperature(p.real("t")) {}

  template <class T>
  T value(T z) const {
    return T(temperature) * tanh(z / T(temperature));
  }
  template <class T>
  T slope(T z, T /*a*/) const {
    const T a = tanh(z / T(temperature));
    return 1 - a * a;
  }

  double temperature;
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", DividesByParameter)
