// says: the low end of outputs is above its high end
#include <ice/plugin.hpp>

struct Sigmoid : ice::Activation {
  static constexpr auto id = "sigmoid", doc = "1 / (1 + e^-z)";
  static constexpr auto outputs = ice::between(1, 0);
  auto value(auto z) const { return sigmoid(z); }
  auto slope(auto /*z*/, auto a) const { return a * (1 - a); }
};

ICE_LIBRARY("acme", "1.0.0", "MIT", Sigmoid)
