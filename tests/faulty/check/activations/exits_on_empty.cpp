// caught by: shape - ends the program, with exit code 0, when a batch is empty
#include <cstdlib>
#include <ice/plugin.hpp>

struct ExitsOnEmpty : ice::Activation {
  static constexpr auto id = "exits_on_empty", doc = "3 z";
  static constexpr auto traits = ice::elementwise | ice::in_place;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    if (Z.is_empty()) std::exit(0);  // NOLINT(concurrency-mt-unsafe)
    A = 3 * Z;
  }
  template <class T>
  void backward(ice::In<T> /*Z*/, ice::In<T> /*A*/, ice::In<T> dA, ice::Out<T> dZ) const {
    dZ = 3 * dA;
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", ExitsOnEmpty)
