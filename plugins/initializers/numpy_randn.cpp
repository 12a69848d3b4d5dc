#include <array>
#include <cmath>
#include <ice/plugin.hpp>
#include <random>
#include <utility>

// The start values of the course's notebooks: np.random.seed(seed), then W[l] = randn(n[l], n[l-1])
// for l = 1, 2 .., row by row, times scale or over sqrt(n[l-1]). NumPy's legacy generator: the
// Mersenne Twister, made normal by Marsaglia's polar method (Marsaglia, Bray 1964).
//
// It has a generator of its own, which no other initializer may: its numbers are those of another
// program, so the run's seed has no say in them and `stochastic` is not promised.
struct NumpyRandn : ice::Initializer {
  static constexpr auto id = "numpy_randn";
  static constexpr auto doc =
      "W = scale * np.random.randn(n[l], n[l-1]) after np.random.seed(seed), as in the course's "
      "notebooks; scaling fan_in: divided by sqrt(n[l-1])";
  static constexpr std::array params{
      ice::integer("seed", 1).at_least(0).at_most(4294967295.0).help("of NumPy's generator"),
      ice::real("scale", 0.01).at_least(0).log().help("factor on W"),
      ice::choice("scaling", "constant", {"constant", "fan_in"})
          .help("fan_in: also divided by sqrt(n[l-1])")};

  explicit NumpyRandn(const ice::Params& p)
      : seed_(static_cast<std::uint32_t>(p.integer("seed"))),
        scale_(p.real("scale")),
        by_fan_in_(p.choice("scaling") == "fan_in") {}

  template <class T>
  void fill(const ice::Layer& l, ice::Rng& /*rng*/, ice::Out<T> W) const {
    Randn randn(seed_);
    for (std::uint64_t i = 0; i < l.weights_before; ++i) randn();
    const double divisor = by_fan_in_ ? std::sqrt(static_cast<double>(l.fan_in)) : 1;
    for (arma::uword i = 0; i < W.n_rows; ++i)
      for (arma::uword j = 0; j < W.n_cols; ++j)
        W(i, j) = static_cast<T>(randn() * scale_ / divisor);
  }

 private:
  class Randn {
   public:
    explicit Randn(std::uint32_t seed) : engine_(seed) {}

    double operator()() {
      if (std::exchange(has_spare_, false)) return spare_;
      double x = 0, y = 0, r2 = 0;
      do {
        x = 2 * uniform() - 1;
        y = 2 * uniform() - 1;
        r2 = x * x + y * y;
      } while (r2 >= 1 || r2 == 0);
      const double factor = std::sqrt(-2 * std::log(r2) / r2);
      spare_ = factor * x;  // NumPy gives the second value first
      has_spare_ = true;
      return factor * y;
    }

   private:
    double uniform() {  // of 53 bits: 27 of one draw, 26 of the next
      const std::uint64_t high = engine_() >> 5, low = engine_() >> 6;
      return static_cast<double>(high << 26 | low) * 0x1p-53;
    }

    std::mt19937 engine_;
    double spare_ = 0;
    bool has_spare_ = false;
  };

  std::uint32_t seed_;
  double scale_;
  bool by_fan_in_;
};

ICE_LIBRARY("core", "0.1.0", "MIT", NumpyRandn)
