#include <array>
#include <cmath>
#include <ice/plugin.hpp>

// W ~ U[-a, a), a = gain sqrt(3 / n[l-1]): the variance of he_normal, gain^2 / n[l-1], without
// outliers. (He, Zhang, Ren, Sun 2015, eq. 10; eq. 15 for leaky rectifiers: gain: activation)
struct HeUniform : ice::Initializer {
  static constexpr auto id = "he_uniform";
  static constexpr auto doc =
      "W ~ U[-a, a), a = gain * sqrt(3 / fan_in), gain^2 = 2 (He et al. 2015)";
  static constexpr std::array params{
      ice::choice("gain", "relu", {"relu", "activation"})
          .help("relu: sqrt(2) always; activation: what the layer's activation recommends")};
  static constexpr auto traits = ice::stochastic;

  explicit HeUniform(const ice::Params& p) : is_relu_(p.choice("gain") == "relu") {}

  template <class T>
  void fill(const ice::Layer& l, ice::Rng& rng, ice::Out<T> W) const {
    const double limit = std::sqrt(3.0) * deviation(l);
    rng.fill_uniform(W, -limit, limit);
  }
  ice::Moments moments(const ice::Layer& l) const { return {0, deviation(l)}; }

 private:
  double deviation(const ice::Layer& l) const {
    const double gain = is_relu_ ? std::sqrt(2.0) : l.gain;
    return gain / std::sqrt(static_cast<double>(l.fan_in));
  }

  bool is_relu_;
};

ICE_LIBRARY("core", "0.1.0", "MIT", HeUniform)
