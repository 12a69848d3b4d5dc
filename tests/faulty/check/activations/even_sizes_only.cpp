// caught by: shape - a loop unrolled by two without its last step: an odd element stays unwritten
#include <ice/plugin.hpp>

struct EvenSizesOnly : ice::Activation {
  static constexpr auto id = "even_sizes_only", doc = "max(0, z)";
  static constexpr auto traits = ice::elementwise | ice::in_place | ice::needs_a;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    for (arma::uword i = 0; i + 1 < Z.n_elem; i += 2) {
      A[i] = Z[i] < 0 ? T(0) : Z[i];
      A[i + 1] = Z[i + 1] < 0 ? T(0) : Z[i + 1];
    }
  }
  template <class T>
  void backward(ice::In<T> /*Z*/, ice::In<T> A, ice::In<T> dA, ice::Out<T> dZ) const {
    for (arma::uword i = 0; i < A.n_elem; ++i) dZ[i] = A[i] > 0 ? dA[i] : T(0);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", EvenSizesOnly)
