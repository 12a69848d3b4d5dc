// caught by: moments - uniform from 0 instead of from -limit
#include <cmath>
#include <ice/plugin.hpp>

struct MeanOffZero : ice::Initializer {
  static constexpr auto id = "mean_off_zero", doc = "W ~ U[-limit, limit), limit^2 = 3 / fan_in";
  static constexpr auto traits = ice::stochastic;

  template <class T>
  void fill(const ice::Layer& l, ice::Rng& rng, ice::Out<T> W) const {
    rng.fill_uniform(W, 0, 2 * std::sqrt(3.0 / static_cast<double>(l.fan_in)));
  }
  ice::Moments moments(const ice::Layer& l) const {
    return {0, 1 / std::sqrt(static_cast<double>(l.fan_in))};
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", MeanOffZero)
