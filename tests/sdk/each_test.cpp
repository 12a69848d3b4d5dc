// The loops over two matrices that losses are made of (ice/each.hpp), against Armadillo.
#include <catch2/catch.hpp>
#include <ice/each.hpp>

namespace {

// X, Y (n_y, m): of one row and of several, and of no column.
template <class T>
void check_shape(arma::uword n_y, arma::uword m) {
  const arma::Mat<T> X(n_y, m, arma::fill::randu), Y(n_y, m, arma::fill::randu);
  arma::Mat<T> out(n_y, m), sums(1, m);
  const auto f = [](T x, T y) { return x * x - y; };
  ice::each(X, Y, out, f);
  ice::sum_each_column(X, Y, sums, f);
  const arma::Mat<T> expected = arma::square(X) - Y;
  const T tolerance = sizeof(T) == 8 ? T(1e-14) : T(1e-5);
  CHECK(arma::approx_equal(out, expected, "absdiff", tolerance));
  CHECK(arma::approx_equal(sums, arma::Mat<T>(arma::sum(expected, 0)), "absdiff", tolerance));
}

}  // namespace

TEMPLATE_TEST_CASE("each: every element and every column's sum", "", float, double) {
  arma::arma_rng::set_seed(1);
  for (const arma::uword n_y : {1, 3, 17}) {
    for (const arma::uword m : {0, 1, 5}) check_shape<TestType>(n_y, m);
  }
}
