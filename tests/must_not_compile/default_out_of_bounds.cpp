// says: the default of a parameter lies outside its bounds or choices
#include <ice/plugin.hpp>

struct Power : ice::Activation {
  static constexpr auto id = "power", doc = "scale * z";
  static constexpr std::array params{ice::real("scale", 0).above(0)};
  explicit Power(const ice::Params& p) : scale(p.real("scale")) {}
  template <class T>
  T value(T z) const {
    return static_cast<T>(scale) * z;
  }
  template <class T>
  T slope(T /*z*/, T /*a*/) const {
    return static_cast<T>(scale);
  }
  double scale;
};

ICE_LIBRARY("acme", "1.0.0", "MIT", Power)
