// caught by: outputs - a sigmoid of some height, declared as one of height 1: true by default only
#include <ice/plugin.hpp>

struct OutgrowsItsRange : ice::Activation {
  static constexpr auto id = "outgrows_its_range", doc = "height / (1 + e^-z)";
  static constexpr std::array params{ice::real("height", 1.0).above(0).at_most(3)};
  static constexpr auto outputs = ice::inside(0, 1);

  explicit OutgrowsItsRange(const ice::Params& p) : height(p.real("height")) {}

  template <class T>
  T value(T z) const {
    return T(height) * sigmoid(z);
  }
  template <class T>
  T slope(T z, T a) const {
    return a * (1 - sigmoid(z));
  }

  double height;
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", OutgrowsItsRange)
