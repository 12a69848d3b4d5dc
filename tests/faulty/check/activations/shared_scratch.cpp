// caught by: threads - all threads share one static buffer for the gate of mish
#include <cmath>
#include <ice/plugin.hpp>
#include <vector>

struct SharedScratch : ice::Activation {
  static constexpr auto id = "shared_scratch", doc = "z * tanh(log(1 + e^z))";
  static constexpr auto traits = ice::elementwise | ice::needs_z;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    const T* gate = gates<T>(Z);
    for (arma::uword i = 0; i < Z.n_elem; ++i) A[i] = Z[i] * gate[i];
  }
  template <class T>
  void backward(ice::In<T> Z, ice::In<T> /*A*/, ice::In<T> dA, ice::Out<T> dZ) const {
    const T* gate = gates<T>(Z);
    for (arma::uword i = 0; i < Z.n_elem; ++i)
      dZ[i] = dA[i] * (gate[i] + Z[i] * (1 - gate[i] * gate[i]) * sigmoid(Z[i]));
  }
  template <class T>
  static const T* gates(ice::In<T> Z) {
    static std::vector<T> scratch;
    scratch.resize(Z.n_elem);
    for (arma::uword i = 0; i < Z.n_elem; ++i) scratch[i] = std::tanh(std::log1p(std::exp(Z[i])));
    return scratch.data();
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", SharedScratch)
