#include <array>
#include <ice/plugin.hpp>

// The input times a gate that opens with it. An example: put your formula, slope and source here.
// g(z) = z s   g'(z) = s + beta a (1 - s)   where s = 1 / (1 + e^(-beta z)), a = g(z)
struct MyPlugin : ice::Activation {
  static constexpr auto id = "my_plugin";
  static constexpr auto doc = "z * sigmoid(beta z) (Ramachandran, Zoph, Le 2017)";
  static constexpr std::array params{
      ice::real("beta", 1.0).above(0).at_most(100).help("slope of the gate")};
  static constexpr auto outputs = ice::any_number;  // whatever beta is

  explicit MyPlugin(const ice::Params& p) : beta(p.real("beta")) {}

  template <class T> T value(T z) const { return z * sigmoid(T(beta) * z); }
  template <class T> T slope(T z, T a) const {
    const T s = sigmoid(T(beta) * z);
    return s + T(beta) * a * (1 - s);
  }

  double beta;
};

ICE_LIBRARY("my_package", "0.1.0", "MIT", MyPlugin)
