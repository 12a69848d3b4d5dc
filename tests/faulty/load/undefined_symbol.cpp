// Uses a function that nothing defines; linked without -z defs, which would have said so.
#include "linear.hpp"

namespace elsewhere {
double forgotten(double z);
}

struct Forgetful : ice::Activation {
  static constexpr auto id = "forgetful", doc = "calls what is not there";
  double value(double z) const { return elsewhere::forgotten(z); }
  double slope(double /*z*/, double /*a*/) const { return 1; }
};

ICE_LIBRARY("undefined", "1.0.0", "MIT", Forgetful)
