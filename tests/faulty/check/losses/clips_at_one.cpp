// caught by: gradient - a huber loss whose gradient is kept in [-1, 1], whatever delta is
#include <array>
#include <cmath>
#include <ice/plugin.hpp>

struct ClipsAtOne : ice::Loss {
  static constexpr auto id = "clips_at_one", doc = "sum e^2/2 or delta (|e| - delta/2), e = a - y";
  static constexpr std::array params{ice::real("delta", 1.0).at_least(0.1).at_most(10)};
  static constexpr auto traits = ice::zero_at_target;

  explicit ClipsAtOne(const ice::Params& p) : delta(p.real("delta")) {}

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(A, Y, per_sample, [d = T(delta)](T a, T y) {
      const T e = std::abs(a - y);
      return e > d ? d * (e - d / 2) : e * e / 2;
    });
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    dA = arma::clamp(A - Y, T(-1), T(1));
  }

  double delta;
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", ClipsAtOne)
