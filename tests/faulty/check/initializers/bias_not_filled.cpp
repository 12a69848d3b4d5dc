// caught by: shape - its fill_bias adds to b, which nobody has set to 0
#include <ice/plugin.hpp>

struct BiasNotFilled : ice::Initializer {
  static constexpr auto id = "bias_not_filled", doc = "W ~ N(0, 0.01^2), b = 0.1";
  static constexpr auto traits = ice::stochastic;

  template <class T>
  void fill(const ice::Layer& /*l*/, ice::Rng& rng, ice::Out<T> W) const {
    rng.fill_normal(W, 0, 0.01);
  }
  template <class T>
  void fill_bias(const ice::Layer& /*l*/, ice::Rng& /*rng*/, ice::Out<T> b) const {
    b += T(0.1);
  }
  ice::Moments moments(const ice::Layer& /*l*/) const { return {0, 0.01}; }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", BiasNotFilled)
