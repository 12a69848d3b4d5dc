// caught by: outputs - half the squared error, with the promise that signs are classes
#include <ice/plugin.hpp>

struct TakesNoSigns : ice::Loss {
  static constexpr auto id = "takes_no_signs", doc = "1/2 sum (a - y)^2";
  static constexpr auto traits = ice::signed_scores | ice::class_targets;
  static constexpr auto outputs = ice::any_number;

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(A, Y, per_sample, [](T a, T y) { return (a - y) * (a - y) / 2; });
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    ice::each(A, Y, dA, [](T a, T y) { return a - y; });
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", TakesNoSigns)
