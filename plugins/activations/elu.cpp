#include <array>
#include <ice/plugin.hpp>

// A rectifier with a smooth negative side that saturates at -alpha and pulls the mean of a layer
// towards zero.
//   g(z) = z for z >= 0, alpha (e^z - 1) for z < 0   g'(z) = 1, or alpha e^z = a + alpha
struct Elu : ice::Activation {
  static constexpr auto id = "elu";
  static constexpr auto doc =
      "z for z >= 0, alpha * (e^z - 1) for z < 0 (Clevert, Unterthiner, Hochreiter 2016)";
  static constexpr std::array params{
      ice::real("alpha", 1.0).at_least(0).help("the negative side saturates at -alpha")};
  static constexpr auto traits = ice::needs_z | ice::needs_a;
  static constexpr auto outputs = ice::any_number;

  explicit Elu(const ice::Params& p) : alpha(p.real("alpha")) {}

  template <class T>
  T value(T z) const {
    return z < 0 ? T(alpha) * expm1(z) : z;
  }
  template <class T>
  T slope(T z, T a) const {
    return z < 0 ? a + T(alpha) : T(1);
  }

  double alpha;
};

ICE_LIBRARY("core", "0.1.0", "MIT", Elu)
