// caught by: shape - gets its scratch memory for batches alone, and uses it for one column too
#include <ice/plugin.hpp>
#include <memory>

struct CrashesOnOneColumn : ice::Activation {
  static constexpr auto id = "crashes_on_one_column", doc = "z * sigmoid(z)";
  static constexpr auto traits = ice::elementwise | ice::needs_z;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    std::unique_ptr<T[]> gate;
    if (Z.n_cols > 1) gate = std::make_unique<T[]>(Z.n_elem);
    for (arma::uword i = 0; i < Z.n_elem; ++i) gate[i] = sigmoid(Z[i]);
    for (arma::uword i = 0; i < Z.n_elem; ++i) A[i] = Z[i] * gate[i];
  }
  template <class T>
  void backward(ice::In<T> Z, ice::In<T> /*A*/, ice::In<T> dA, ice::Out<T> dZ) const {
    for (arma::uword i = 0; i < Z.n_elem; ++i) {
      const T gate = sigmoid(Z[i]);
      dZ[i] = dA[i] * gate * (1 + Z[i] * (1 - gate));
    }
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", CrashesOnOneColumn)
