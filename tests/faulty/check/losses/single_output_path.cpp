// caught by: gradient - a fast path for a single output, without the factor 2 of the other one
#include <ice/plugin.hpp>

struct SingleOutputPath : ice::Loss {
  static constexpr auto id = "single_output_path", doc = "sum (a - y)^2";
  static constexpr auto traits = ice::zero_at_target;

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(A, Y, per_sample, [](T a, T y) { return (a - y) * (a - y); });
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    if (A.n_rows == 1)
      ice::each(A, Y, dA, [](T a, T y) { return a - y; });
    else
      dA = 2 * (A - Y);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", SingleOutputPath)
