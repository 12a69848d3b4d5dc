// caught by: traits - promises stochastic and is a constant
#include <ice/plugin.hpp>

struct DrawsNothing : ice::Initializer {
  static constexpr auto id = "draws_nothing", doc = "W = 0.1";
  static constexpr auto traits = ice::stochastic;

  template <class T>
  void fill(const ice::Layer& /*l*/, ice::Rng& /*rng*/, ice::Out<T> W) const {
    W.fill(T(0.1));
  }
  ice::Moments moments(const ice::Layer& /*l*/) const { return {0.1, 0}; }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", DrawsNothing)
