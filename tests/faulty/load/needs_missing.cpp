// Linked to libvanished.so, which the tests do not keep beside it.
#include "linear.hpp"

extern "C" double vanished(double z);

struct Needy : ice::Activation {
  static constexpr auto id = "needy", doc = "needs another library";
  double value(double z) const { return vanished(z); }
  double slope(double /*z*/, double /*a*/) const { return 1; }
};

ICE_LIBRARY("needy", "1.0.0", "MIT", Needy)
