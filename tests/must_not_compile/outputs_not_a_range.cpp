// says: an activation or a loss may have `static constexpr auto outputs = ice::between\(0, 1\)`
#include <array>
#include <ice/plugin.hpp>

struct Sigmoid : ice::Activation {
  static constexpr auto id = "sigmoid", doc = "1 / (1 + e^-z)";
  static constexpr std::array outputs{0, 1};
  auto value(auto z) const { return sigmoid(z); }
  auto slope(auto /*z*/, auto a) const { return a * (1 - a); }
};

ICE_LIBRARY("acme", "1.0.0", "MIT", Sigmoid)
