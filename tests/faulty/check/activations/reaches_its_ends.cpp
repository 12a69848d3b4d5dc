// caught by: outputs - three straight lines, declared to come near 0 and 1 and never there
#include <ice/plugin.hpp>

struct ReachesItsEnds : ice::Activation {
  static constexpr auto id = "reaches_its_ends", doc = "0.2 z + 1/2, kept in [0, 1]";
  static constexpr auto traits = ice::needs_a;
  static constexpr auto outputs = ice::inside(0, 1);

  template <class T>
  T value(T z) const {
    const T line = T(0.2) * z + T(0.5);
    const T above_0 = line < 0 ? T(0) : line;
    return above_0 > 1 ? T(1) : above_0;
  }
  template <class T>
  T slope(T /*z*/, T a) const {
    const bool is_inside = (a > 0) & (a < 1);
    return is_inside ? T(0.2) : T(0);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", ReachesItsEnds)
