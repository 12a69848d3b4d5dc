// caught by: moments - he_normal with fan_out for fan_in: right for square layers alone
#include <cmath>
#include <ice/plugin.hpp>

struct FanOutForFanIn : ice::Initializer {
  static constexpr auto id = "fan_out_for_fan_in", doc = "W ~ N(0, 2 / fan_in)";
  static constexpr auto traits = ice::stochastic;

  template <class T>
  void fill(const ice::Layer& l, ice::Rng& rng, ice::Out<T> W) const {
    rng.fill_normal(W, 0, std::sqrt(2.0 / static_cast<double>(l.fan_out)));
  }
  ice::Moments moments(const ice::Layer& l) const {
    return {0, std::sqrt(2.0 / static_cast<double>(l.fan_in))};
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", FanOutForFanIn)
