#include <array>
#include <cmath>
#include <ice/plugin.hpp>

// W ~ U[mean - scale, mean + scale), the same for every layer. Its variance is scale^2 / 3.
struct Uniform : ice::Initializer {
  static constexpr auto id = "uniform";
  static constexpr auto doc = "W ~ U[mean - scale, mean + scale), whatever the layer's size";
  static constexpr std::array params{
      ice::real("mean", 0.0), ice::real("scale", 0.05).at_least(0).log().help("half the width")};
  static constexpr auto traits = ice::stochastic;

  explicit Uniform(const ice::Params& p) : mean(p.real("mean")), scale(p.real("scale")) {}

  template <class T>
  void fill(const ice::Layer& /*l*/, ice::Rng& rng, ice::Out<T> W) const {
    rng.fill_uniform(W, mean - scale, mean + scale);
  }
  ice::Moments moments(const ice::Layer& /*l*/) const { return {mean, scale / std::sqrt(3.0)}; }

  double mean, scale;
};

ICE_LIBRARY("core", "0.1.0", "MIT", Uniform)
