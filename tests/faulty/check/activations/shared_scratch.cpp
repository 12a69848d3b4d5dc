// caught by: threads - all threads share one static buffer for e^z
#include <ice/plugin.hpp>
#include <vector>

struct SharedScratch : ice::Activation {
  static constexpr auto id = "shared_scratch", doc = "z * sigmoid(z)";
  static constexpr auto traits = ice::elementwise | ice::needs_z;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    static std::vector<T> gate;
    gate.resize(Z.n_elem);
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

ICE_LIBRARY("faulty", "1.0.0", "MIT", SharedScratch)
