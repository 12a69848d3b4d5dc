#include <array>
#include <cmath>
#include <ice/plugin.hpp>

// A rate for each parameter: divided by the root of its squared gradients' sum, so that rare
// features keep learning. The rate only ever falls. (Duchi, Hazan, Singer 2011)
//   r <- r + g^2   w <- w - lr g / (sqrt r + epsilon)
struct Adagrad : ice::Optimizer {
  static constexpr auto id = "adagrad";
  static constexpr auto doc =
      "r <- r + g^2, w <- w - lr g / (sqrt r + epsilon) (Duchi et al. 2011)";
  static constexpr std::array params{
      // 1e-30 is not yet 0 in float
      ice::real("epsilon", 1e-10).at_least(1e-30).log().help("keeps the quotient finite")};
  static constexpr std::array slots{"r"};

  explicit Adagrad(const ice::Params& p) : epsilon(p.real("epsilon")) {}

  template <class T>
  void step(std::uint64_t /*t*/, double lr, ice::In<T> g, ice::Out<T> w, ice::Slots<T> s) const {
    const T tiny = T(epsilon), rate = T(lr);
    const T* slope = g.memptr();
    T *r = s[0].memptr(), *x = w.memptr();
#pragma omp simd
    for (arma::uword i = 0; i < w.n_elem; ++i) {
      r[i] += slope[i] * slope[i];
      x[i] -= rate * slope[i] / (std::sqrt(r[i]) + tiny);
    }
  }

  double epsilon;
};

ICE_LIBRARY("core", "0.1.0", "MIT", Adagrad)
