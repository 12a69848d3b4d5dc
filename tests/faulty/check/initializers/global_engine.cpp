// caught by: determinism - draws from a generator that lives as long as the library
#include <ice/plugin.hpp>
#include <random>

struct GlobalEngine : ice::Initializer {
  static constexpr auto id = "global_engine", doc = "W ~ N(0, 0.01^2)";
  static constexpr auto traits = ice::stochastic;

  template <class T>
  void fill(const ice::Layer& /*l*/, ice::Rng& /*rng*/, ice::Out<T> W) const {
    static std::mt19937 engine{std::mt19937::default_seed};
    std::normal_distribution<double> normal(0, 0.01);
    for (T& w : W) w = static_cast<T>(normal(engine));
  }
  ice::Moments moments(const ice::Layer& /*l*/) const { return {0, 0.01}; }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", GlobalEngine)
