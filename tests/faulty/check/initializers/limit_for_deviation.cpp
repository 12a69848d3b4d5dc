// caught by: moments - a deviation taken as the limit of a uniform distribution: sqrt 3 too small
#include <cmath>
#include <ice/plugin.hpp>

struct LimitForDeviation : ice::Initializer {
  static constexpr auto id = "limit_for_deviation", doc = "W ~ U, variance 1 / fan_in";
  static constexpr auto traits = ice::stochastic;

  template <class T>
  void fill(const ice::Layer& l, ice::Rng& rng, ice::Out<T> W) const {
    rng.fill_uniform(W, -moments(l).deviation, moments(l).deviation);
  }
  ice::Moments moments(const ice::Layer& l) const {
    return {0, 1 / std::sqrt(static_cast<double>(l.fan_in))};
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", LimitForDeviation)
