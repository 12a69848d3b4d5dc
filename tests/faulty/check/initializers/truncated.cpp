// caught by: moments - draws again beyond 2 deviations, which leaves 0.88 of the declared deviation
#include <cmath>
#include <ice/plugin.hpp>

struct Truncated : ice::Initializer {
  static constexpr auto id = "truncated", doc = "W ~ N(0, 1 / fan_in), |w| below 2 deviations";
  static constexpr auto traits = ice::stochastic;

  template <class T>
  void fill(const ice::Layer& l, ice::Rng& rng, ice::Out<T> W) const {
    for (T& w : W) {
      double x = rng.normal();
      while (std::abs(x) > 2) x = rng.normal();
      w = static_cast<T>(x * moments(l).deviation);
    }
  }
  ice::Moments moments(const ice::Layer& l) const {
    return {0, 1 / std::sqrt(static_cast<double>(l.fan_in))};
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", Truncated)
