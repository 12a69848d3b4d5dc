// caught by: parameters - its constructor asks for a parameter under another name than declared
#include <array>
#include <ice/plugin.hpp>

struct MisspeltParameter : ice::Activation {
  static constexpr auto id = "misspelt_parameter", doc = "slope z";
  static constexpr std::array params{ice::real("slope", 1)};
  static constexpr auto traits = ice::none;

  explicit MisspeltParameter(const ice::Params& p) : steepness(p.real("slpoe")) {}

  template <class T>
  T value(T z) const {
    return T(steepness) * z;
  }
  template <class T>
  T slope(T /*z*/, T /*a*/) const {
    return T(steepness);
  }

  double steepness;
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", MisspeltParameter)
