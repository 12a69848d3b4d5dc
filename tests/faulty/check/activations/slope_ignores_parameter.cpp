// caught by: gradient - a leaky relu whose slope is right only while its parameter is the default
#include <array>
#include <ice/plugin.hpp>

struct SlopeIgnoresParameter : ice::Activation {
  static constexpr auto id = "slope_ignores_parameter", doc = "z, or leak z for z < 0";
  static constexpr std::array params{ice::real("leak", 0.01).at_least(0).at_most(1)};
  static constexpr auto traits = ice::needs_z;

  explicit SlopeIgnoresParameter(const ice::Params& p) : leak(p.real("leak")) {}

  template <class T>
  T value(T z) const {
    return z < 0 ? T(leak) * z : z;
  }
  template <class T>
  T slope(T z, T /*a*/) const {
    return z < 0 ? T(0.01) : T(1);
  }

  double leak;
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", SlopeIgnoresParameter)
