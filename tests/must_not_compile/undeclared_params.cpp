// says: a class without `static constexpr std::array params\{...\}` is constructed without
// arguments
#include <ice/plugin.hpp>

struct Scale : ice::Activation {
  static constexpr auto id = "scale", doc = "scale z";
  explicit Scale(const ice::Params& p) : scale(p.real("scale")) {}
  template <class T>
  T value(T z) const {
    return T(scale) * z;
  }
  template <class T>
  T slope(T /*z*/, T /*a*/) const {
    return T(scale);
  }
  double scale;
};

ICE_LIBRARY("acme", "1.0.0", "MIT", Scale)
