// caught by: shape - leaves the last column, taken for the bias, as it found it
#include <ice/plugin.hpp>

struct LastColumnUnfilled : ice::Initializer {
  static constexpr auto id = "last_column_unfilled", doc = "W ~ N(0, 0.01^2)";
  static constexpr auto traits = ice::stochastic;

  template <class T>
  void fill(const ice::Layer& /*l*/, ice::Rng& rng, ice::Out<T> W) const {
    for (arma::uword j = 0; j + 1 < W.n_cols; ++j)
      for (arma::uword i = 0; i < W.n_rows; ++i) W(i, j) = T(0.01 * rng.normal());
  }
  ice::Moments moments(const ice::Layer& /*l*/) const { return {0, 0.01}; }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", LastColumnUnfilled)
