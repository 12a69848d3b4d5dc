// says: a class with params needs the constructor `explicit C\(const ice::Params& p\)`
#include <ice/plugin.hpp>

struct Power : ice::Activation {
  static constexpr auto id = "power", doc = "scale * z";
  static constexpr std::array params{ice::real("scale", 1).above(0)};
  template <class T>
  T value(T z) const {
    return z;
  }
  template <class T>
  T slope(T /*z*/, T /*a*/) const {
    return 1;
  }
};

ICE_LIBRARY("acme", "1.0.0", "MIT", Power)
