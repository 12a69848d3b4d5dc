#include <array>
#include <ice/plugin.hpp>

// Momentum that looks ahead: the step is made of the v that the next gradient would see, which
// brakes earlier. (Nesterov 1983, in the form of Sutskever, Martens, Dahl, Hinton 2013 with w at
// the point looked ahead to)
//   v <- beta v + g   w <- w - lr (g + beta v)
struct Nesterov : ice::Optimizer {
  static constexpr auto id = "nesterov";
  static constexpr auto doc =
      "v <- beta v + g, w <- w - lr (g + beta v) (Nesterov 1983; Sutskever et al. 2013)";
  static constexpr std::array params{
      ice::real("beta", 0.9).at_least(0).below(1).help("how much of v is kept")};
  static constexpr std::array slots{"v"};

  explicit Nesterov(const ice::Params& p) : beta(p.real("beta")) {}

  template <class T>
  void step(std::uint64_t /*t*/, double lr, ice::In<T> g, ice::Out<T> w, ice::Slots<T> s) const {
    const T keep = T(beta), rate = T(lr);
    const T* slope = g.memptr();
    T *v = s[0].memptr(), *x = w.memptr();
#pragma omp simd
    for (arma::uword i = 0; i < w.n_elem; ++i) {
      v[i] = keep * v[i] + slope[i];
      x[i] -= rate * (slope[i] + keep * v[i]);
    }
  }

  double beta;
};

ICE_LIBRARY("core", "0.1.0", "MIT", Nesterov)
