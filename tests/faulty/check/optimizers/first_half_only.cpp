// caught by: descent - counts bytes of float as those of double: the second half never moves
#include <ice/plugin.hpp>

struct FirstHalfOnly : ice::Optimizer {
  static constexpr auto id = "first_half_only", doc = "w <- w - lr g";

  template <class T>
  void step(std::uint64_t /*t*/, double lr, ice::In<T> g, ice::Out<T> w,
            ice::Slots<T> /*s*/) const {
    const arma::uword count = (w.n_elem + 1) / 2;
    for (arma::uword i = 0; i < count; ++i) w[i] -= T(lr) * g[i];
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", FirstHalfOnly)
