#include <array>
#include <cmath>
#include <ice/plugin.hpp>

// Uniform, narrower the more inputs a unit has. An example: put your formula and source here.
// W ~ U(-limit, limit)   limit = scale / sqrt(n[l-1])   its deviation: limit / sqrt(3)
struct MyPlugin : ice::Initializer {
  static constexpr auto id = "my_plugin";
  static constexpr auto doc = "W ~ U(-limit, limit), limit = scale / sqrt(fan_in)";
  static constexpr std::array params{ice::real("scale", 1.0).above(0).help("widens the interval")};
  static constexpr auto traits = ice::stochastic;

  explicit MyPlugin(const ice::Params& p) : scale(p.real("scale")) {}

  template <class T> void fill(const ice::Layer& l, ice::Rng& rng, ice::Out<T> W) const {
    rng.fill_uniform(W, -limit(l), limit(l));
  }
  ice::Moments moments(const ice::Layer& l) const { return {0, limit(l) / std::sqrt(3.0)}; }
  double limit(const ice::Layer& l) const { return scale / std::sqrt(double(l.fan_in)); }

  double scale;
};

ICE_LIBRARY("my_package", "0.1.0", "MIT", MyPlugin)
