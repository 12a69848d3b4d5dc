#include <cmath>
#include <ice/plugin.hpp>

// W ~ U[-a, a), a = sqrt(6 / (n[l-1] + n[l])): the variance of xavier_normal, without outliers.
// (Glorot, Bengio 2010, eq. 16)
struct XavierUniform : ice::Initializer {
  static constexpr auto id = "xavier_uniform";
  static constexpr auto doc =
      "W ~ U[-a, a), a = sqrt(6 / (fan_in + fan_out)) (Glorot, Bengio 2010)";
  static constexpr auto traits = ice::stochastic;

  template <class T>
  void fill(const ice::Layer& l, ice::Rng& rng, ice::Out<T> W) const {
    rng.fill_uniform(W, -limit(l), limit(l));
  }
  ice::Moments moments(const ice::Layer& l) const { return {0, limit(l) / std::sqrt(3.0)}; }

 private:
  static double limit(const ice::Layer& l) {
    return std::sqrt(6.0 / static_cast<double>(l.fan_in + l.fan_out));
  }
};

ICE_LIBRARY("core", "0.1.0", "MIT", XavierUniform)
