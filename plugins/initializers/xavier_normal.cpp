#include <cmath>
#include <ice/plugin.hpp>

// W ~ N(0, 2 / (n[l-1] + n[l])): between what keeps the variance of the signal forward (1 / n[l-1])
// and of the gradient backward (1 / n[l]). For tanh and sigmoid. (Glorot, Bengio 2010, eq. 12)
struct XavierNormal : ice::Initializer {
  static constexpr auto id = "xavier_normal";
  static constexpr auto doc = "W ~ N(0, 2 / (fan_in + fan_out)) (Glorot, Bengio 2010)";
  static constexpr auto traits = ice::stochastic;

  template <class T>
  void fill(const ice::Layer& l, ice::Rng& rng, ice::Out<T> W) const {
    rng.fill_normal(W, 0, deviation(l));
  }
  ice::Moments moments(const ice::Layer& l) const { return {0, deviation(l)}; }

 private:
  static double deviation(const ice::Layer& l) {
    return std::sqrt(2.0 / static_cast<double>(l.fan_in + l.fan_out));
  }
};

ICE_LIBRARY("core", "0.1.0", "MIT", XavierNormal)
