// caught by: streams - a generator seeded with the layer's number: the same weights in every run
#include <ice/plugin.hpp>
#include <random>

struct IgnoresSeed : ice::Initializer {
  static constexpr auto id = "ignores_seed", doc = "W ~ N(0, 0.01^2)";
  static constexpr auto traits = ice::stochastic;

  template <class T>
  void fill(const ice::Layer& l, ice::Rng& /*rng*/, ice::Out<T> W) const {
    std::mt19937_64 engine(l.index);
    std::normal_distribution<double> normal(0, 0.01);
    for (T& w : W) w = static_cast<T>(normal(engine));
  }
  ice::Moments moments(const ice::Layer& /*l*/) const { return {0, 0.01}; }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", IgnoresSeed)
