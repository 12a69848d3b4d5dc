// caught by: shape - a concatenated relu, max(0, z) over max(0, -z): twice as many rows
#include <ice/plugin.hpp>

struct JoinsBothSides : ice::Activation {
  static constexpr auto id = "joins_both_sides", doc = "max(0, z) above max(0, -z)";
  static constexpr auto traits = ice::needs_z;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    A = arma::join_cols(arma::clamp(Z, T(0), Z.max()), arma::clamp(-Z, T(0), -Z.min()));
  }
  template <class T>
  void backward(ice::In<T> Z, ice::In<T> /*A*/, ice::In<T> dA, ice::Out<T> dZ) const {
    dZ = dA % arma::sign(Z);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", JoinsBothSides)
