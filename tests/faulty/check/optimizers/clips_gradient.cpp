// caught by: inputs - clips the host's gradient in place
#include <ice/plugin.hpp>

struct ClipsGradient : ice::Optimizer {
  static constexpr auto id = "clips_gradient", doc = "w <- w - lr g, g kept in [-1, 1]";

  template <class T>
  void step(std::uint64_t /*t*/, double lr, ice::In<T> g, ice::Out<T> w,
            ice::Slots<T> /*s*/) const {
    const_cast<arma::Mat<T>&>(g).clamp(T(-1), T(1));
    w -= T(lr) * g;
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", ClipsGradient)
