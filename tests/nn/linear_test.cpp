#include "nn/linear.hpp"

#include <catch2/catch.hpp>

#include "networks.hpp"

using namespace ice::nn;

namespace {

struct Shape {
  arma::uword n, n_prev, m;
};

/// One unit, one input, one sample, tiny, odd, and beyond the blocks of BLAS and of the row sums:
/// every path and remainder.
const Shape kShapes[] = {{5, 3, 4},   {1, 3, 7},    {3, 1, 5},   {4, 2, 1},    {1, 1, 1},
                         {2, 4, 9},   {8, 8, 17},   {20, 2, 40}, {33, 65, 29}, {1, 300, 12},
                         {3, 2, 101}, {1, 2, 1000}, {64, 3, 5},  {65, 3, 5},   {150, 4, 3}};

template <class T>
bool near(const arma::Mat<T>& x, const arma::Mat<T>& y) {
  const T tolerance = sizeof(T) == 4 ? T(1e-5) : T(1e-13);
  return arma::approx_equal(x, y, "both", tolerance, tolerance);
}

}  // namespace

TEMPLATE_TEST_CASE("linear: forward is W A_prev + b for every shape", "", float, double) {
  for (const auto& [n, n_prev, m] : kShapes) {
    CAPTURE(n, n_prev, m);
    const auto W = sine_matrix<TestType>(n, n_prev, 0.1), b = sine_matrix<TestType>(n, 1, 0.2);
    const auto A_prev = sine_matrix<TestType>(n_prev, m, 0.3);
    arma::Mat<TestType> Z(n, m, arma::fill::value(arma::Datum<TestType>::nan));
    linear_forward(W, b, A_prev, Z);
    const arma::Mat<TestType> expected = W * A_prev + arma::repmat(b, 1, m);
    CHECK(near(Z, expected));
  }
}

TEMPLATE_TEST_CASE("linear: the gradients are means over the samples, with the decay of W", "",
                   float, double) {
  const TestType decay = GENERATE(TestType(0), TestType(0.25));
  for (const auto& [n, n_prev, m] : kShapes) {
    CAPTURE(n, n_prev, m, decay);
    const auto dZ = sine_matrix<TestType>(n, m, 0.1);
    const auto A_prev = sine_matrix<TestType>(n_prev, m, 0.2);
    const auto W = sine_matrix<TestType>(n, n_prev, 0.3);
    arma::Mat<TestType> dW(n, n_prev, arma::fill::value(arma::Datum<TestType>::nan));
    arma::Mat<TestType> db(n, 1, arma::fill::value(arma::Datum<TestType>::nan));
    linear_gradients(dZ, A_prev, W, decay, dW, db);
    const arma::Mat<TestType> expected_dW = dZ * A_prev.t() / TestType(m) + decay * W;
    const arma::Mat<TestType> expected_db = arma::sum(dZ, 1) / TestType(m);
    CHECK(near(dW, expected_dW));
    CHECK(near(db, expected_db));
  }
}

TEMPLATE_TEST_CASE("linear: backward is W^T dZ for every shape", "", float, double) {
  for (const auto& [n, n_prev, m] : kShapes) {
    CAPTURE(n, n_prev, m);
    const auto W = sine_matrix<TestType>(n, n_prev, 0.1), dZ = sine_matrix<TestType>(n, m, 0.2);
    arma::Mat<TestType> dA_prev(n_prev, m, arma::fill::value(arma::Datum<TestType>::nan));
    linear_backward(W, dZ, dA_prev);
    const arma::Mat<TestType> expected = W.t() * dZ;
    CHECK(near(dA_prev, expected));
  }
}
