// caught by: finite - g / |g|: NaN where the gradient is 0, as for every weight of a dead unit
#include <cmath>
#include <ice/plugin.hpp>

struct NanForNoGradient : ice::Optimizer {
  static constexpr auto id = "nan_for_no_gradient", doc = "w <- w - lr sign(g)";

  template <class T>
  void step(std::uint64_t /*t*/, double lr, ice::In<T> g, ice::Out<T> w,
            ice::Slots<T> /*s*/) const {
    for (arma::uword i = 0; i < w.n_elem; ++i) w[i] -= T(lr) * g[i] / std::abs(g[i]);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", NanForNoGradient)
