#include <ice/plugin.hpp>

// W = 0. Right for logistic regression; in a hidden layer all units then compute the same and stay
// the same for ever (course 3.10).
struct Zeros : ice::Initializer {
  static constexpr auto id = "zeros";
  static constexpr auto doc = "W = 0: hidden units then stay equal (symmetry is never broken)";

  template <class T>
  void fill(const ice::Layer& /*l*/, ice::Rng& /*rng*/, ice::Out<T> W) const {
    W.zeros();
  }
  ice::Moments moments(const ice::Layer& /*l*/) const { return {0, 0}; }
};

ICE_LIBRARY("core", "0.1.0", "MIT", Zeros)
