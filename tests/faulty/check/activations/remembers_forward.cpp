// caught by: statelessness - backward uses what the last forward left in a member
#include <cmath>
#include <ice/plugin.hpp>
#include <vector>

struct RemembersForward : ice::Activation {
  static constexpr auto id = "remembers_forward", doc = "sin(z)";
  static constexpr auto traits = ice::elementwise | ice::needs_z;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    cosine.assign(Z.n_elem, 0);
    for (arma::uword i = 0; i < Z.n_elem; ++i) {
      A[i] = std::sin(Z[i]);
      cosine[i] = std::cos(Z[i]);
    }
  }
  template <class T>
  void backward(ice::In<T> Z, ice::In<T> /*A*/, ice::In<T> dA, ice::Out<T> dZ) const {
    for (arma::uword i = 0; i < dA.n_elem; ++i)
      dZ[i] = dA[i] * T(i < cosine.size() ? cosine[i] : std::cos(Z[i]));
  }

  mutable std::vector<double> cosine;
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", RemembersForward)
