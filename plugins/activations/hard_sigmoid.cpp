#include <array>
#include <ice/plugin.hpp>

// A sigmoid of three straight lines.
// g(z) = min(1, max(0, slope z + 1/2))   g'(z) = slope where 0 < a < 1, else 0
struct HardSigmoid : ice::Activation {
  static constexpr auto id = "hard_sigmoid";
  static constexpr auto doc =
      "slope * z + 1/2, kept in [0, 1] (Courbariaux, Bengio, David 2015, there with slope 1/2)";
  static constexpr std::array params{
      ice::real("slope", 0.2).above(0).help("slope at 0; the sigmoid's own is 0.25")};
  static constexpr auto traits = ice::needs_a;
  static constexpr auto outputs = ice::between(0, 1);

  explicit HardSigmoid(const ice::Params& p) : steepness(p.real("slope")) {}

  template <class T>
  T value(T z) const {
    const T line = T(steepness) * z + T(0.5);
    const T above_0 = line < 0 ? T(0) : line;
    return above_0 > 1 ? T(1) : above_0;
  }
  template <class T>
  T slope(T /*z*/, T a) const {
    const bool is_inside = (a > 0) & (a < 1);
    return is_inside ? T(steepness) : T(0);
  }

  double steepness;
};

ICE_LIBRARY("core", "0.1.0", "MIT", HardSigmoid)
