#include <cmath>
#include <ice/plugin.hpp>

// W ~ N(0, 1 / n[l-1]): keeps the variance of the signal through linear layers; what selu is made
// for, and what the course uses for tanh. (LeCun, Bottou, Orr, Mueller 1998, Efficient BackProp,
// 4.6)
struct LecunNormal : ice::Initializer {
  static constexpr auto id = "lecun_normal";
  static constexpr auto doc = "W ~ N(0, 1 / fan_in) (LeCun et al. 1998)";
  static constexpr auto traits = ice::stochastic;

  template <class T>
  void fill(const ice::Layer& l, ice::Rng& rng, ice::Out<T> W) const {
    rng.fill_normal(W, 0, deviation(l));
  }
  ice::Moments moments(const ice::Layer& l) const { return {0, deviation(l)}; }

 private:
  static double deviation(const ice::Layer& l) {
    return 1 / std::sqrt(static_cast<double>(l.fan_in));
  }
};

ICE_LIBRARY("core", "0.1.0", "MIT", LecunNormal)
