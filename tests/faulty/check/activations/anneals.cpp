// caught by: determinism - a temperature that falls with each call, kept in a static variable
#include <atomic>
#include <ice/plugin.hpp>

struct Anneals : ice::Activation {
  static constexpr auto id = "anneals", doc = "z, ever a little steeper";
  static constexpr auto traits = ice::elementwise | ice::in_place;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    static std::atomic<int> calls = 0;
    A = (1 + T(1e-9) * static_cast<T>(++calls)) * Z;
  }
  template <class T>
  void backward(ice::In<T> /*Z*/, ice::In<T> /*A*/, ice::In<T> dA, ice::Out<T> dZ) const {
    dZ = dA;
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", Anneals)
