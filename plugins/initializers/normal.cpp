#include <array>
#include <ice/plugin.hpp>

// W ~ N(mean, scale^2), the same for every layer. Small, so that sigmoid and tanh start where they
// are steep: 0.01 and not 100 (course 3.10).
struct Normal : ice::Initializer {
  static constexpr auto id = "normal";
  static constexpr auto doc = "W ~ N(mean, scale^2), whatever the layer's size";
  static constexpr std::array params{
      ice::real("mean", 0.0),
      ice::real("scale", 0.01).at_least(0).log().help("standard deviation")};
  static constexpr auto traits = ice::stochastic;

  explicit Normal(const ice::Params& p) : mean(p.real("mean")), scale(p.real("scale")) {}

  template <class T>
  void fill(const ice::Layer& /*l*/, ice::Rng& rng, ice::Out<T> W) const {
    rng.fill_normal(W, mean, scale);
  }
  ice::Moments moments(const ice::Layer& /*l*/) const { return {mean, scale}; }

  double mean, scale;
};

ICE_LIBRARY("core", "0.1.0", "MIT", Normal)
