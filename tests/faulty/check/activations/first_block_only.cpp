// caught by: shape - works in blocks of 256 numbers, and stops after the first
#include <algorithm>
#include <array>
#include <ice/plugin.hpp>

struct FirstBlockOnly : ice::Activation {
  static constexpr auto id = "first_block_only", doc = "z * sigmoid(z)";
  static constexpr auto traits = ice::elementwise | ice::needs_z;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    std::array<T, 256> gate{};
    const arma::uword count = std::min<arma::uword>(gate.size(), Z.n_elem);
    for (arma::uword i = 0; i < count; ++i) gate[i] = sigmoid(Z[i]);
    for (arma::uword i = 0; i < count; ++i) A[i] = Z[i] * gate[i];
  }
  template <class T>
  void backward(ice::In<T> Z, ice::In<T> /*A*/, ice::In<T> dA, ice::Out<T> dZ) const {
    for (arma::uword i = 0; i < Z.n_elem; ++i) {
      const T gate = sigmoid(Z[i]);
      dZ[i] = dA[i] * gate * (1 + Z[i] * (1 - gate));
    }
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", FirstBlockOnly)
