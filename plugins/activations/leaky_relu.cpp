#include <array>
#include <cmath>
#include <ice/plugin.hpp>

// A rectifier that lets a little through when off, so that no unit is dead for ever (course 3.6).
// g(z) = z for z >= 0, slope z for z < 0   g'(z) = 1 or slope
struct LeakyRelu : ice::Activation {
  static constexpr auto id = "leaky_relu";
  static constexpr auto doc = "z for z >= 0, slope * z for z < 0 (Maas, Hannun, Ng 2013)";
  static constexpr std::array params{
      ice::real("slope", 0.01).at_least(0).at_most(1).help("slope on the negative side")};
  static constexpr auto traits = ice::needs_a;
  static constexpr auto outputs = ice::any_number;

  explicit LeakyRelu(const ice::Params& p) : leak(p.real("slope")) {}

  template <class T>
  T value(T z) const {
    return z < 0 ? T(leak) * z : z;
  }
  template <class T>
  T slope(T /*z*/, T a) const {
    return a > 0 ? T(1) : T(leak);
  }
  double gain() const { return std::sqrt(2 / (1 + leak * leak)); }  // He et al. 2015, eq. 15

  double leak;
};

ICE_LIBRARY("core", "0.1.0", "MIT", LeakyRelu)
