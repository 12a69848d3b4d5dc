// caught by: precision - a fast normal for float, the sum of 12 uniform numbers
#include <concepts>
#include <ice/plugin.hpp>

struct OtherNumbersInFloat : ice::Initializer {
  static constexpr auto id = "other_numbers_in_float", doc = "W ~ N(0, 0.01^2)";
  static constexpr auto traits = ice::stochastic;

  template <class T>
  void fill(const ice::Layer& /*l*/, ice::Rng& rng, ice::Out<T> W) const {
    if constexpr (std::same_as<T, double>) return rng.fill_normal(W, 0, 0.01);
    for (T& w : W) {
      double sum = 0;
      for (int i = 0; i < 12; ++i) sum += rng.uniform();
      w = static_cast<T>(0.01 * (sum - 6));
    }
  }
  ice::Moments moments(const ice::Layer& /*l*/) const { return {0, 0.01}; }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", OtherNumbersInFloat)
