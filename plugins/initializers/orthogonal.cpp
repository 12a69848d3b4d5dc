#include <algorithm>
#include <array>
#include <cmath>
#include <ice/plugin.hpp>
#include <stdexcept>

// W with orthonormal columns (or rows, where there are fewer), times gain: it keeps lengths, so
// signals and gradients pass through many layers unchanged. (Saxe, McClelland, Ganguli 2014)
//
// Q of the QR factors of a normal matrix, with the signs of R's diagonal moved into it: without
// that Q would not be spread evenly over the orthogonal matrices. (Mezzadri 2007)
struct Orthogonal : ice::Initializer {
  static constexpr auto id = "orthogonal";
  static constexpr auto doc =
      "W = gain * a random matrix with orthonormal rows or columns (Saxe et al. 2014)";
  static constexpr std::array params{ice::real("gain", 1.0).at_least(0).help("factor on W")};
  static constexpr auto traits = ice::stochastic;

  explicit Orthogonal(const ice::Params& p) : gain(p.real("gain")) {}

  template <class T>
  void fill(const ice::Layer& /*l*/, ice::Rng& rng, ice::Out<T> W) const {
    const bool is_wide = W.n_cols > W.n_rows;
    arma::mat G(std::max(W.n_rows, W.n_cols), std::min(W.n_rows, W.n_cols));
    rng.fill_normal(G, 0, 1);
    arma::mat Q, R;
    if (!arma::qr_econ(Q, R, G)) throw std::runtime_error("the QR factorization failed");
    const arma::rowvec factors = gain * arma::sign(R.diag().t());
    Q.each_row() %= factors;
    W = arma::conv_to<arma::Mat<T>>::from(is_wide ? arma::mat(Q.t()) : Q);
  }

  // Each column of the longer side has length gain, spread over its max(n[l], n[l-1]) places.
  ice::Moments moments(const ice::Layer& l) const {
    return {0, gain / std::sqrt(static_cast<double>(std::max(l.fan_in, l.fan_out)))};
  }

  double gain;
};

ICE_LIBRARY("core", "0.1.0", "MIT", Orthogonal)
