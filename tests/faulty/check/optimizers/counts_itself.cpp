// caught by: resume - a counter of its own for the decay of the rate, which starts anew on resume
#include <cmath>
#include <ice/plugin.hpp>

struct CountsItself : ice::Optimizer {
  static constexpr auto id = "counts_itself", doc = "w <- w - lr / sqrt(t) g";

  template <class T>
  void step(std::uint64_t t, double lr, ice::In<T> g, ice::Out<T> w, ice::Slots<T> /*s*/) const {
    calls = t == 1 ? 1 : calls + 1;
    w -= T(lr / std::sqrt(static_cast<double>(calls))) * g;
  }

  mutable int calls = 0;
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", CountsItself)
