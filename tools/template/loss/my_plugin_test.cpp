// Is it the formula that was meant? That no check can know: compare with figures from elsewhere.
//   python3 -c 'from math import *; print(log(cosh(0.5)) + log(cosh(2)), log(cosh(3)))'
#include "my_plugin.cpp"

#include <ice/testing.hpp>

int main() {
  const MyPlugin loss;
  const arma::mat A{{1.5, 0}, {-1, 3}}, Y{{1, 0}, {1, 0}};
  arma::mat per_sample(1, 2), dA(2, 2);
  loss.value(A, Y, per_sample);
  loss.gradient(A, Y, dA);

  ice::testing::Expectations expect;
  expect.near(per_sample, {{1.445117254316142, 2.309328504577785}});
  expect.near(dA, {{0.46211715726000975, 0}, {-0.964027580075817, 0.9950547536867305}});
  return expect.failures();
}
