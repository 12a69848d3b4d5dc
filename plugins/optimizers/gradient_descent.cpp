#include <ice/plugin.hpp>

// Downhill along the gradient (course 2.4); over mini-batches it is stochastic gradient descent.
// w <- w - lr g
struct GradientDescent : ice::Optimizer {
  static constexpr auto id = "gradient_descent";
  static constexpr auto doc = "w <- w - lr g (Cauchy 1847)";

  template <class T>
  void step(std::uint64_t /*t*/, double lr, ice::In<T> g, ice::Out<T> w,
            ice::Slots<T> /*s*/) const {
    w -= T(lr) * g;
  }
};

ICE_LIBRARY("core", "0.1.0", "MIT", GradientDescent)
