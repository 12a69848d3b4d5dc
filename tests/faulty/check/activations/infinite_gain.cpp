// caught by: finite - a gain with - for +: infinite for a leak of 1
#include <array>
#include <cmath>
#include <ice/plugin.hpp>

struct InfiniteGain : ice::Activation {
  static constexpr auto id = "infinite_gain", doc = "z, or leak z for z < 0";
  static constexpr std::array params{ice::real("leak", 0.01).at_least(0).at_most(1)};
  static constexpr auto traits = ice::needs_z;

  explicit InfiniteGain(const ice::Params& p) : leak(p.real("leak")) {}

  template <class T>
  T value(T z) const {
    return z < 0 ? T(leak) * z : z;
  }
  template <class T>
  T slope(T z, T /*a*/) const {
    return z < 0 ? T(leak) : T(1);
  }
  double gain() const { return std::sqrt(2 / (1 - leak * leak)); }

  double leak;
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", InfiniteGain)
