// caught by: outputs - Poisson's loss, declared to take any output, with the logarithm of it
#include <cmath>
#include <ice/plugin.hpp>

struct LogarithmOfAny : ice::Loss {
  static constexpr auto id = "logarithm_of_any", doc = "sum a - y log a";
  static constexpr auto outputs = ice::any_number;

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(A, Y, per_sample, [](T a, T y) { return a - y * std::log(a); });
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    ice::each(A, Y, dA, [](T a, T y) { return 1 - y / a; });
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", LogarithmOfAny)
