// caught by: gradient - a sigmoid whose backward returns its own slope, without the factor dA
#include <ice/plugin.hpp>

struct ForgetsIncoming : ice::Activation {
  static constexpr auto id = "forgets_incoming", doc = "1 / (1 + e^-z)";
  static constexpr auto traits = ice::elementwise | ice::in_place | ice::needs_a;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    for (arma::uword i = 0; i < Z.n_elem; ++i) A[i] = sigmoid(Z[i]);
  }
  template <class T>
  void backward(ice::In<T> /*Z*/, ice::In<T> A, ice::In<T> /*dA*/, ice::Out<T> dZ) const {
    dZ = A % (1 - A);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", ForgetsIncoming)
