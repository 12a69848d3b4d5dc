// caught by: precision - 1 - beta^t for a beta near 1, which float keeps to three digits only
#include <array>
#include <cmath>
#include <ice/plugin.hpp>

struct CoarseBiasCorrection : ice::Optimizer {
  static constexpr auto id = "coarse_bias_correction", doc = "w <- w - lr m^, m^ the mean gradient";
  static constexpr std::array slots{"m"};

  template <class T>
  void step(std::uint64_t t, double lr, ice::In<T> g, ice::Out<T> w, ice::Slots<T> s) const {
    constexpr T kKeep = T(0.99999);
    s[0] = kKeep * s[0] + T(1e-5) * g;
    w -= T(lr) / (1 - std::pow(kKeep, static_cast<T>(t))) * s[0];
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", CoarseBiasCorrection)
