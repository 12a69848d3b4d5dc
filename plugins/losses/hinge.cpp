#include <array>
#include <ice/plugin.hpp>

// The support vector machine's loss: 0 once an output is on its label's side by the margin. A =
// scores (linear output), Y in {0, 1}; each output is judged for itself (one against the rest).
// (Cortes, Vapnik 1995) With s = 2 y - 1:
//   L = sum max(0, margin - s a)   dL/da = -s where s a < margin, else 0
struct Hinge : ice::Loss {
  static constexpr auto id = "hinge";
  static constexpr auto doc = "sum max(0, margin - s a), s = 2 y - 1 (Cortes, Vapnik 1995)";
  static constexpr std::array params{
      ice::real("margin", 1.0).above(0).help("how far on its side a score must be")};
  static constexpr auto traits = ice::signed_scores | ice::class_targets;
  static constexpr auto outputs = ice::any_number;

  explicit Hinge(const ice::Params& p) : margin(p.real("margin")) {}

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(A, Y, per_sample, [d = T(margin)](T a, T y) {
      const T missing = d - (2 * y - 1) * a;
      return missing < 0 ? T(0) : missing;
    });
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    ice::each(A, Y, dA, [d = T(margin)](T a, T y) {
      const T s = 2 * y - 1;
      return s * a < d ? -s : T(0);
    });
  }

  double margin;
};

ICE_LIBRARY("core", "0.1.0", "MIT", Hinge)
