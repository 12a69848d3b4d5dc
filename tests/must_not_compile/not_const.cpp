// says: an optimizer needs exactly `template <class T> void step\(.*\) const`: missing, misspelt or
// with other types
#include <ice/plugin.hpp>

struct Counting : ice::Optimizer {
  static constexpr auto id = "counting",
                        doc = "counts its own steps: state that the host cannot keep";
  template <class T>
  void step(std::uint64_t /*t*/, double lr, ice::In<T> g, ice::Out<T> w, ice::Slots<T> /*s*/) {
    w -= static_cast<T>(lr / ++steps) * g;
  }
  int steps = 0;
};

ICE_LIBRARY("acme", "1.0.0", "MIT", Counting)
