// A sound library of somebody else's, with all that the SDK offers: the tests' good example.
#include <ice/plugin.hpp>

struct Swish : ice::Activation {
  static constexpr auto id = "swish";
  static constexpr auto doc = "z * sigmoid(beta z) (Ramachandran et al. 2017)";
  static constexpr std::array params{ice::real("beta", 1.0).above(0).help("slope of the gate")};
  explicit Swish(const ice::Params& p) : beta(p.real("beta")) {}

  template <class T>
  T value(T z) const {
    return z * sigmoid(static_cast<T>(beta) * z);
  }
  template <class T>
  T slope(T z, T a) const {
    const T s = sigmoid(static_cast<T>(beta) * z);
    return s + static_cast<T>(beta) * a * (1 - s);
  }
  double beta;
};

// Not elementwise, and for double alone.
struct Centre : ice::Activation {
  static constexpr auto id = "centre", doc = "z minus the mean of its column";
  static constexpr auto traits = ice::none;
  static constexpr std::array params{
      ice::integer("rounds", 1).at_least(1).at_most(8).help("how often"),
      ice::boolean("negate", false),
      ice::choice("axis", "column", {"column", "row"}).help("what is averaged").unit("samples"),
      ice::real("rate", 0.5).above(0).below(1).log()};
  explicit Centre(const ice::Params& p)
      : rounds_(p.integer("rounds")), negate_(p.boolean("negate")), axis_(p.choice("axis")) {}

  void forward(ice::In<double> Z, ice::Out<double> A) const { centre(Z, A); }
  void backward(ice::In<double> /*Z*/, ice::In<double> /*A*/, ice::In<double> dA,
                ice::Out<double> dZ) const {
    centre(dA, dZ);
  }
  double gain() const { return 1.5; }

 private:
  void centre(ice::In<double> X, ice::Out<double> out) const {
    out = X;
    for (std::int64_t i = 0; i < rounds_; ++i) {
      if (axis_ == "column")
        out.each_row() -= arma::rowvec(arma::mean(out, 0));
      else
        out.each_col() -= arma::vec(arma::mean(out, 1));
    }
    if (negate_) out *= -1;
  }
  std::int64_t rounds_;
  bool negate_;
  std::string axis_;
};

// W = gain * N(0, 1 / fan_in), b = index of the layer + a uniform number.
struct Scaled : ice::Initializer {
  static constexpr auto id = "scaled", doc = "normal, scaled by fan_in, with a bias";
  static constexpr auto traits = ice::stochastic;

  template <class T>
  void fill(const ice::Layer& l, ice::Rng& rng, ice::Out<T> W) const {
    rng.fill_normal(W, 0, moments(l).deviation);
  }
  template <class T>
  void fill_bias(const ice::Layer& l, ice::Rng& rng, ice::Out<T> b) const {
    rng.fill_uniform(b, l.index, l.index + 1);
  }
  ice::Moments moments(const ice::Layer& l) const {
    return {0, l.gain / std::sqrt(static_cast<double>(l.fan_in))};
  }
};

// Half the squared distance, with the (here equal) fused form of a linear output.
struct Distance : ice::Loss {
  static constexpr auto id = "distance", doc = "|a - y|^2 / 2", fuses = "linear";
  static constexpr auto traits = ice::zero_at_target;

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    per_sample = arma::sum(arma::square(A - Y), 0) / 2;
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    dA = A - Y;
  }
  template <class T>
  void fused_value(ice::In<T> Z, ice::In<T> Y, ice::Out<T> per_sample) const {
    value(Z, Y, per_sample);
  }
  template <class T>
  void fused_gradient(ice::In<T> Z, ice::In<T> Y, ice::Out<T> dZ) const {
    gradient(Z, Y, dZ);
  }
};

// Keeps the mean gradient and the step number of each weight.
struct Average : ice::Optimizer {
  static constexpr auto id = "average", doc = "descends along the mean of all gradients";
  static constexpr std::array slots{"mean", "steps"};

  template <class T>
  void step(std::uint64_t t, double lr, ice::In<T> g, ice::Out<T> w, ice::Slots<T> s) const {
    s[0] += (g - s[0]) / static_cast<T>(t);
    s[1].fill(static_cast<T>(t));
    w -= static_cast<T>(lr) * s[0];
  }
};

ICE_LIBRARY("acme", "1.2.3", "MIT", Swish, Centre, Scaled, Distance, Average)
