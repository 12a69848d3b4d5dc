#include <array>
#include <cmath>
#include <ice/plugin.hpp>

// adam with weight decay beside the step and not in the gradient, where the division would undo it.
// The biases decay too: the parameters come as one vector. (Loshchilov, Hutter 2019, algorithm 2)
//   m <- beta1 m + (1 - beta1) g   v <- beta2 v + (1 - beta2) g^2
//   w <- w - lr (m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon) + weight_decay w)
struct AdamW : ice::Optimizer {
  static constexpr auto id = "adamw";
  static constexpr auto doc =
      "adam's step, and w <- w - lr weight_decay w beside it (Loshchilov, Hutter 2019)";
  static constexpr std::array params{
      ice::real("beta1", 0.9).at_least(0).below(1).help("how much of m is kept"),
      ice::real("beta2", 0.999).at_least(0).below(1).help("how much of v is kept"),
      // 1e-30 is not yet 0 in float
      ice::real("epsilon", 1e-8).at_least(1e-30).log().help("keeps the quotient finite"),
      ice::real("weight_decay", 0.01).at_least(0).log().help("pull of w towards 0")};
  static constexpr std::array slots{"m", "v"};

  explicit AdamW(const ice::Params& p)
      : beta1_(p.real("beta1")),
        beta2_(p.real("beta2")),
        epsilon_(p.real("epsilon")),
        weight_decay_(p.real("weight_decay")) {}

  template <class T>
  void step(std::uint64_t t, double lr, ice::In<T> g, ice::Out<T> w, ice::Slots<T> s) const {
    const T keep1 = T(beta1_), take1 = T(1 - beta1_), keep2 = T(beta2_), take2 = T(1 - beta2_);
    const T rate = T(lr / weight_so_far(beta1_, t)), tiny = T(epsilon_);
    const T root = T(1 / std::sqrt(weight_so_far(beta2_, t)));
    const T decay = T(lr * weight_decay_);
    const T* slope = g.memptr();
    T *m = s[0].memptr(), *v = s[1].memptr(), *x = w.memptr();
#pragma omp simd
    for (arma::uword i = 0; i < w.n_elem; ++i) {
      m[i] = keep1 * m[i] + take1 * slope[i];
      v[i] = keep2 * v[i] + take2 * slope[i] * slope[i];
      x[i] -= rate * m[i] / (root * std::sqrt(v[i]) + tiny) + decay * x[i];
    }
  }

 private:
  // 1 - beta^t: the sum of a moving average's weights after t steps, exact for beta near 1.
  static double weight_so_far(double beta, std::uint64_t t) {
    return -std::expm1(static_cast<double>(t) * std::log(beta));
  }

  double beta1_, beta2_, epsilon_, weight_decay_;
};

ICE_LIBRARY("core", "0.1.0", "MIT", AdamW)
