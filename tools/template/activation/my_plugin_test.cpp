// Is it the formula that was meant? That no check can know: compare with figures from elsewhere.
//   python3 -c 'from math import *; print([z / (1 + exp(-2 * z)) for z in (-1.5, 0.5)])'
#include "my_plugin.cpp"

#include <ice/testing.hpp>

int main() {
  const auto g = ice::testing::make<MyPlugin>({{"beta", 2.0}});
  ice::testing::Expectations expect;
  expect.near(g.value(-1.5), -0.07113880976635018);
  expect.near(g.value(0.5), 0.36552928931500245);
  return expect.failures();
}
