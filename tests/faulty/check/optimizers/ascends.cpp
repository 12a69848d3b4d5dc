// caught by: descent - adds the gradient instead of subtracting it
#include <ice/plugin.hpp>

struct Ascends : ice::Optimizer {
  static constexpr auto id = "ascends", doc = "w <- w - lr g";

  template <class T>
  void step(std::uint64_t /*t*/, double lr, ice::In<T> g, ice::Out<T> w,
            ice::Slots<T> /*s*/) const {
    w += T(lr) * g;
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", Ascends)
