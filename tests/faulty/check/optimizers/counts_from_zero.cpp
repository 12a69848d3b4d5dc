// caught by: descent - a bias correction for t from 0: it divides by 0 in the first step
#include <array>
#include <cmath>
#include <ice/plugin.hpp>

struct CountsFromZero : ice::Optimizer {
  static constexpr auto id = "counts_from_zero", doc = "w <- w - lr m^, m^ the mean gradient";
  static constexpr std::array slots{"m"};

  template <class T>
  void step(std::uint64_t t, double lr, ice::In<T> g, ice::Out<T> w, ice::Slots<T> s) const {
    s[0] = T(0.9) * s[0] + T(0.1) * g;
    w -= T(lr / (1 - std::pow(0.9, static_cast<double>(t - 1)))) * s[0];
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", CountsFromZero)
