#include <array>
#include <ice/plugin.hpp>

// Descent with inertia: v remembers past gradients, so that zigzags cancel and steady directions
// add up. (Polyak 1964)
//   v <- beta v + (1 - dampening) g   w <- w - lr v
// dampening = 0 is Polyak's; dampening = beta makes v the gradients' moving average, as the
// course's sequel has it.
struct Momentum : ice::Optimizer {
  static constexpr auto id = "momentum";
  static constexpr auto doc = "v <- beta v + (1 - dampening) g, w <- w - lr v (Polyak 1964)";
  static constexpr std::array params{
      ice::real("beta", 0.9).at_least(0).below(1).help("how much of v is kept"),
      ice::real("dampening", 0.0).at_least(0).below(1).help("beta: v is a moving average")};
  static constexpr std::array slots{"v"};

  explicit Momentum(const ice::Params& p) : beta(p.real("beta")), part(1 - p.real("dampening")) {}

  template <class T>
  void step(std::uint64_t /*t*/, double lr, ice::In<T> g, ice::Out<T> w, ice::Slots<T> s) const {
    const T keep = T(beta), take = T(part), rate = T(lr);
    const T* slope = g.memptr();
    T *v = s[0].memptr(), *x = w.memptr();
#pragma omp simd
    for (arma::uword i = 0; i < w.n_elem; ++i) {
      v[i] = keep * v[i] + take * slope[i];
      x[i] -= rate * v[i];
    }
  }

  double beta, part;
};

ICE_LIBRARY("core", "0.1.0", "MIT", Momentum)
