#include <array>
#include <ice/plugin.hpp>

// W = value in every place: as zeros, it keeps hidden units equal.
struct Constant : ice::Initializer {
  static constexpr auto id = "constant";
  static constexpr auto doc = "W = value in every place";
  static constexpr std::array params{ice::real("value", 0.1).help("what every weight starts at")};

  explicit Constant(const ice::Params& p) : number(p.real("value")) {}

  template <class T>
  void fill(const ice::Layer& /*l*/, ice::Rng& /*rng*/, ice::Out<T> W) const {
    W.fill(T(number));
  }
  ice::Moments moments(const ice::Layer& /*l*/) const { return {number, 0}; }

  double number;
};

ICE_LIBRARY("core", "0.1.0", "MIT", Constant)
