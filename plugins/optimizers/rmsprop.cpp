#include <array>
#include <cmath>
#include <ice/plugin.hpp>

// adagrad that forgets: the squared gradients' moving average in place of their sum. (Tieleman,
// Hinton 2012, lecture 6.5)
//   r <- rho r + (1 - rho) g^2   w <- w - lr g / (sqrt r + epsilon)
struct RmsProp : ice::Optimizer {
  static constexpr auto id = "rmsprop";
  static constexpr auto doc =
      "r <- rho r + (1 - rho) g^2, w <- w - lr g / (sqrt r + epsilon) (Tieleman, Hinton 2012)";
  static constexpr std::array params{
      ice::real("rho", 0.9).at_least(0).below(1).help("how much of r is kept"),
      // 1e-30 is not yet 0 in float
      ice::real("epsilon", 1e-8).at_least(1e-30).log().help("keeps the quotient finite")};
  static constexpr std::array slots{"r"};

  explicit RmsProp(const ice::Params& p) : rho(p.real("rho")), epsilon(p.real("epsilon")) {}

  template <class T>
  void step(std::uint64_t /*t*/, double lr, ice::In<T> g, ice::Out<T> w, ice::Slots<T> s) const {
    const T keep = T(rho), take = T(1 - rho), tiny = T(epsilon), rate = T(lr);
    const T* slope = g.memptr();
    T *r = s[0].memptr(), *x = w.memptr();
#pragma omp simd
    for (arma::uword i = 0; i < w.n_elem; ++i) {
      r[i] = keep * r[i] + take * slope[i] * slope[i];
      x[i] -= rate * slope[i] / (std::sqrt(r[i]) + tiny);
    }
  }

  double rho, epsilon;
};

ICE_LIBRARY("core", "0.1.0", "MIT", RmsProp)
