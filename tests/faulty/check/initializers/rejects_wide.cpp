// caught by: shape - orthonormal columns, which a layer with fewer units than inputs cannot have
#include <ice/plugin.hpp>
#include <stdexcept>

struct RejectsWide : ice::Initializer {
  static constexpr auto id = "rejects_wide", doc = "W with orthonormal columns";
  static constexpr auto traits = ice::stochastic;

  template <class T>
  void fill(const ice::Layer& /*l*/, ice::Rng& rng, ice::Out<T> W) const {
    if (W.n_cols > W.n_rows) throw std::length_error("more columns than rows");
    rng.fill_normal(W, 0, 1);
    for (arma::uword j = 0; j < W.n_cols; ++j) {
      for (arma::uword k = 0; k < j; ++k) W.col(j) -= arma::dot(W.col(k), W.col(j)) * W.col(k);
      W.col(j) /= arma::norm(W.col(j));
    }
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", RejectsWide)
