// caught by: shape - counts parameters from 1 and writes one past the end of w
#include <ice/plugin.hpp>

struct PastTheEnd : ice::Optimizer {
  static constexpr auto id = "past_the_end", doc = "w <- w - lr g";

  template <class T>
  void step(std::uint64_t /*t*/, double lr, ice::In<T> g, ice::Out<T> w,
            ice::Slots<T> /*s*/) const {
    const T* slope = g.memptr();
    T* x = w.memptr();
    for (arma::uword i = 0; i <= w.n_elem; ++i) x[i] -= T(lr) * slope[i];
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", PastTheEnd)
