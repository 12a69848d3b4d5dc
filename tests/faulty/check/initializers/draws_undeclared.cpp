// caught by: traits - draws numbers without promising stochastic
#include <ice/plugin.hpp>

struct DrawsUndeclared : ice::Initializer {
  static constexpr auto id = "draws_undeclared", doc = "W ~ N(0, 0.01^2)";

  template <class T>
  void fill(const ice::Layer& /*l*/, ice::Rng& rng, ice::Out<T> W) const {
    rng.fill_normal(W, 0, 0.01);
  }
  ice::Moments moments(const ice::Layer& /*l*/) const { return {0, 0.01}; }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", DrawsUndeclared)
