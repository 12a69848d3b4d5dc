// caught by: finite - an epsilon that is 0 in float: 0 / 0 where the gradient is 0
#include <array>
#include <cmath>
#include <ice/plugin.hpp>

struct EpsilonOfDouble : ice::Optimizer {
  static constexpr auto id = "epsilon_of_double", doc = "r <- r + g^2, w <- w - lr g / sqrt r";
  static constexpr std::array slots{"r"};

  template <class T>
  void step(std::uint64_t /*t*/, double lr, ice::In<T> g, ice::Out<T> w, ice::Slots<T> s) const {
    for (arma::uword i = 0; i < w.n_elem; ++i) {
      s[0][i] += g[i] * g[i];
      w[i] -= T(lr) * g[i] / (std::sqrt(s[0][i]) + T(1e-50));
    }
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", EpsilonOfDouble)
