// caught by: parameters - declares beta >= 0, but its constructor throws for 0
#include <array>
#include <ice/plugin.hpp>
#include <stdexcept>

struct RefusesItsBound : ice::Activation {
  static constexpr auto id = "refuses_its_bound", doc = "beta z";
  static constexpr std::array params{ice::real("beta", 1).at_least(0).at_most(10)};
  static constexpr auto traits = ice::none;

  explicit RefusesItsBound(const ice::Params& p) : beta(p.real("beta")) {
    if (beta <= 0) throw std::invalid_argument("beta must be positive");
  }

  template <class T>
  T value(T z) const {
    return T(beta) * z;
  }
  template <class T>
  T slope(T /*z*/, T /*a*/) const {
    return T(beta);
  }

  double beta;
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", RefusesItsBound)
