// caught by: resume - keeps its velocity in a member, where a resumed run does not find it
#include <ice/plugin.hpp>

struct KeepsVelocity : ice::Optimizer {
  static constexpr auto id = "keeps_velocity", doc = "v <- 0.9 v + g, w <- w - lr v";

  template <class T>
  void step(std::uint64_t t, double lr, ice::In<T> g, ice::Out<T> w, ice::Slots<T> /*s*/) const {
    if (t == 1 || v.n_elem != g.n_elem) v.zeros(g.n_elem, 1);
    v = 0.9 * v + arma::conv_to<arma::mat>::from(g);
    w -= arma::conv_to<arma::Mat<T>>::from(lr * v);
  }

  mutable arma::mat v;
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", KeepsVelocity)
