#include <array>
#include <cmath>
#include <ice/plugin.hpp>

// W ~ N(0, gain^2 / n[l-1]): keeps the variance of the signal from layer to layer. A relu cuts off
// half of its power, hence gain^2 = 2. (He, Zhang, Ren, Sun 2015, eq. 10; eq. 15 for leaky
// rectifiers: gain: activation)
struct HeNormal : ice::Initializer {
  static constexpr auto id = "he_normal";
  static constexpr auto doc = "W ~ N(0, gain^2 / fan_in), gain^2 = 2 (He et al. 2015)";
  static constexpr std::array params{
      ice::choice("gain", "relu", {"relu", "activation"})
          .help("relu: sqrt(2) always; activation: what the layer's activation recommends")};
  static constexpr auto traits = ice::stochastic;

  explicit HeNormal(const ice::Params& p) : is_relu_(p.choice("gain") == "relu") {}

  template <class T>
  void fill(const ice::Layer& l, ice::Rng& rng, ice::Out<T> W) const {
    rng.fill_normal(W, 0, deviation(l));
  }
  ice::Moments moments(const ice::Layer& l) const { return {0, deviation(l)}; }

 private:
  double deviation(const ice::Layer& l) const {
    const double gain = is_relu_ ? std::sqrt(2.0) : l.gain;
    return gain / std::sqrt(static_cast<double>(l.fan_in));
  }

  bool is_relu_;
};

ICE_LIBRARY("core", "0.1.0", "MIT", HeNormal)
