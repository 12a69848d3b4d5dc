#pragma once
// The names of mathematics inside a plugin class. There `exp(z)` is ice::exp (math.hpp), which
// vectorizes, when z is a number, and arma::exp when z is a matrix: the base class of each kind
// inherits these names, and a member hides all others.
#include <armadillo>
#include <concepts>

#include "ice/math.hpp"

namespace ice {

/// Pure functions: any number of threads may call them.
struct MathNames {
  template <class X>
  static auto exp(const X& x) {
    if constexpr (std::floating_point<X>)
      return ice::exp(x);
    else
      return arma::exp(x);
  }
  template <class X>
  static auto expm1(const X& x) {
    if constexpr (std::floating_point<X>)
      return ice::expm1(x);
    else
      return arma::expm1(x);
  }
  template <class X>
  static auto log(const X& x) {
    if constexpr (std::floating_point<X>)
      return ice::log(x);
    else
      return arma::log(x);
  }
  template <class X>
  static auto log1p(const X& x) {
    if constexpr (std::floating_point<X>)
      return ice::log1p(x);
    else
      return arma::log1p(x);
  }
  template <class X>
  static auto tanh(const X& x) {
    if constexpr (std::floating_point<X>)
      return ice::tanh(x);
    else
      return arma::tanh(x);
  }
  template <class X>
  static auto erf(const X& x) {
    if constexpr (std::floating_point<X>)
      return ice::erf(x);
    else
      return arma::erf(x);
  }
  template <class X>
  static auto erfc(const X& x) {
    if constexpr (std::floating_point<X>)
      return ice::erfc(x);
    else
      return arma::erfc(x);
  }
  template <std::floating_point T>
  static T sigmoid(T x) {
    return ice::sigmoid(x);
  }
  template <std::floating_point T>
  static T softplus(T x) {
    return ice::softplus(x);
  }
};

}  // namespace ice
