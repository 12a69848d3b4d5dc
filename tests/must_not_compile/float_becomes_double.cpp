// says: value and slope must give float for float: write T\(0.01\) \* z and not 0.01 \* z
#include <ice/plugin.hpp>

struct Leaky : ice::Activation {
  static constexpr auto id = "leaky", doc = "z or z / 100";
  auto value(auto z) const { return z < 0 ? 0.01 * z : z; }
  auto slope(auto z, auto /*a*/) const { return z < 0 ? 0.01 : 1; }
};

ICE_LIBRARY("acme", "1.0.0", "MIT", Leaky)
