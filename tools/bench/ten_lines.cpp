#include <ice/plugin.hpp>

struct Silu : ice::Activation {
  static constexpr auto id = "silu";
  static constexpr auto doc = "z * sigmoid(z) (Elfwing, Uchibe, Doya 2018)";
  auto value(auto z) const { return z * sigmoid(z); }
  auto slope(auto z, auto a) const { return a + sigmoid(z) * (1 - a); }
};

ICE_LIBRARY("acme", "1.0.0", "MIT", Silu)
