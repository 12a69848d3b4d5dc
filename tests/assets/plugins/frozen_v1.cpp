// The source of frozen_v1.ice.so: one plugin of each kind, with parameters of each type. README.md
// says how it was built; it is never built again.
#include <array>
#include <cmath>
#include <ice/plugin.hpp>

// g(z) = cut(scale z), which keeps to [-limit, limit]: 'whole' lets it be.
struct Clip : ice::Activation {
  static constexpr auto id = "clip";
  static constexpr auto doc = "scale z, kept in [-limit, limit]";
  static constexpr std::array params{
      ice::real("scale", 1.0).above(0).at_most(8).help("slope at 0"),
      ice::choice("form", "cut", {"cut", "whole"}).help("whole: without the limit"),
      ice::integer("limit", 2).at_least(1).help("where it ends")};
  static constexpr auto traits = ice::needs_z;

  explicit Clip(const ice::Params& p)
      : scale(p.real("scale")),
        limit(p.choice("form") == "cut" ? double(p.integer("limit")) : 1e30) {}

  template <class T>
  T value(T z) const {
    const T line = T(scale) * z;
    const T above = line < -T(limit) ? -T(limit) : line;
    return above > T(limit) ? T(limit) : above;
  }
  template <class T>
  T slope(T z, T /*a*/) const {
    return std::abs(T(scale) * z) < T(limit) ? T(scale) : T(0);
  }
  double gain() const { return 1 / scale; }

  double scale, limit;
};

// W ~ U(-half, half) + shift, b = shift
struct Shifted : ice::Initializer {
  static constexpr auto id = "shifted";
  static constexpr auto doc = "W ~ U(-1/2, 1/2) + shift, b = shift";
  static constexpr std::array params{ice::real("shift", 0.25).unit("weights").help("the mean")};
  static constexpr auto traits = ice::stochastic;

  explicit Shifted(const ice::Params& p) : shift(p.real("shift")) {}

  template <class T>
  void fill(const ice::Layer& /*l*/, ice::Rng& rng, ice::Out<T> W) const {
    rng.fill_uniform(W, shift - 0.5, shift + 0.5);
  }
  template <class T>
  void fill_bias(const ice::Layer& /*l*/, ice::Rng& /*rng*/, ice::Out<T> b) const {
    for (T& element : b) element = T(shift);
  }
  ice::Moments moments(const ice::Layer& /*l*/) const { return {shift, std::sqrt(1.0 / 12)}; }

  double shift;
};

// L = weight / 2 sum (a - y)^2, fused with the linear activation
struct Weighted : ice::Loss {
  static constexpr auto id = "weighted";
  static constexpr auto doc = "weight / 2 sum (a - y)^2";
  static constexpr auto fuses = "linear";
  static constexpr std::array params{ice::real("weight", 2.0).above(0).help("of every output"),
                                     ice::boolean("off", false).help("0 everywhere")};
  static constexpr auto traits = ice::zero_at_target;

  explicit Weighted(const ice::Params& p) : weight(p.boolean("off") ? 0 : p.real("weight")) {}

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(A, Y, per_sample,
                         [k = T(weight)](T a, T y) { return k * (a - y) * (a - y) / 2; });
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    ice::each(A, Y, dA, [k = T(weight)](T a, T y) { return k * (a - y); });
  }
  template <class T>
  void fused_value(ice::In<T> Z, ice::In<T> Y, ice::Out<T> per_sample) const {
    value(Z, Y, per_sample);
  }
  template <class T>
  void fused_gradient(ice::In<T> Z, ice::In<T> Y, ice::Out<T> dZ) const {
    gradient(Z, Y, dZ);
  }

  double weight;
};

// v <- beta v + g   w <- w - lr v   (Polyak 1964)
struct Heavy : ice::Optimizer {
  static constexpr auto id = "heavy";
  static constexpr auto doc = "v <- beta v + g, w <- w - lr v (Polyak 1964)";
  static constexpr std::array params{
      ice::real("beta", 0.5).at_least(0).below(1).help("how much of v is kept")};
  static constexpr std::array slots{"velocity"};

  explicit Heavy(const ice::Params& p) : beta(p.real("beta")) {}

  template <class T>
  void step(std::uint64_t /*t*/, double lr, ice::In<T> g, ice::Out<T> w, ice::Slots<T> s) const {
    for (arma::uword i = 0; i < w.n_elem; ++i) {
      s[0][i] = T(beta) * s[0][i] + g[i];
      w[i] -= T(lr) * s[0][i];
    }
  }

  double beta;
};

ICE_LIBRARY("museum", "1.0.0", "MIT", Clip, Shifted, Weighted, Heavy)
