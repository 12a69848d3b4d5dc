// says: an initializer needs exactly `template <class T> void fill\(const ice::Layer& l, ice::Rng&
// rng, ice::Out<T> W\) const`
#include <ice/plugin.hpp>

struct Ones : ice::Initializer {
  static constexpr auto id = "ones", doc = "1";
  template <class T>
  void fill(ice::Out<T> W) const {
    W.ones();
  }
};

ICE_LIBRARY("acme", "1.0.0", "MIT", Ones)
