// caught by: determinism - fills W by Armadillo's generator instead of the host's stream
#include <ice/plugin.hpp>

struct ArmadilloGenerator : ice::Initializer {
  static constexpr auto id = "armadillo_generator", doc = "W ~ N(0, 0.01^2)";
  static constexpr auto traits = ice::stochastic;

  template <class T>
  void fill(const ice::Layer& /*l*/, ice::Rng& /*rng*/, ice::Out<T> W) const {
    W.randn();
    W *= T(0.01);
  }
  ice::Moments moments(const ice::Layer& /*l*/) const { return {0, 0.01}; }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", ArmadilloGenerator)
