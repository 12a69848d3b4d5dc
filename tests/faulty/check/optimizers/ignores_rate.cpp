// caught by: zero_rate - a learning rate of its own, 0.001, in place of the host's
#include <ice/plugin.hpp>

struct IgnoresRate : ice::Optimizer {
  static constexpr auto id = "ignores_rate", doc = "w <- w - lr g";

  template <class T>
  void step(std::uint64_t /*t*/, double /*lr*/, ice::In<T> g, ice::Out<T> w,
            ice::Slots<T> /*s*/) const {
    w -= T(0.001) * g;
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", IgnoresRate)
