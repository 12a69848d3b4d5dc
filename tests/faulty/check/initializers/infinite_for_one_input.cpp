// caught by: finite - divides by fan_in - 1: infinite weights behind a single input
#include <cmath>
#include <ice/plugin.hpp>

struct InfiniteForOneInput : ice::Initializer {
  static constexpr auto id = "infinite_for_one_input", doc = "W ~ N(0, 1 / (fan_in - 1))";
  static constexpr auto traits = ice::stochastic;

  template <class T>
  void fill(const ice::Layer& l, ice::Rng& rng, ice::Out<T> W) const {
    rng.fill_normal(W, 0, moments(l).deviation);
  }
  ice::Moments moments(const ice::Layer& l) const {
    return {0, 1 / std::sqrt(static_cast<double>(l.fan_in) - 1)};
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", InfiniteForOneInput)
