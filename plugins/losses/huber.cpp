#include <array>
#include <cmath>
#include <ice/plugin.hpp>

// squared_error near the target, absolute_error (of slope delta) far from it, joined smoothly.
// (Huber 1964) With e = a - y:
//   L = sum (e^2 / 2 where |e| <= delta, else delta (|e| - delta / 2))
//   dL/da = e, kept in [-delta, delta]
struct Huber : ice::Loss {
  static constexpr auto id = "huber";
  static constexpr auto doc =
      "sum e^2/2 where |e| <= delta, else delta (|e| - delta/2); e = a - y (Huber 1964)";
  static constexpr std::array params{
      ice::real("delta", 1.0).above(0).help("errors beyond it count linearly")};
  static constexpr auto traits = ice::zero_at_target;
  static constexpr auto outputs = ice::any_number;

  explicit Huber(const ice::Params& p) : delta(p.real("delta")) {}

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(A, Y, per_sample, [d = T(delta)](T a, T y) {
      const T e = std::abs(a - y);
      const T square = e * e / 2, line = d * (e - d / 2);
      return e > d ? line : square;
    });
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    ice::each(A, Y, dA, [d = T(delta)](T a, T y) {
      const T e = a - y;
      const T above = e < -d ? -d : e;
      return above > d ? d : above;
    });
  }

  double delta;
};

ICE_LIBRARY("core", "0.1.0", "MIT", Huber)
