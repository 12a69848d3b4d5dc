// Is it the formula that was meant? That no check can know: compare with figures from elsewhere.
// By hand, beta = 1/2, lr = 0.1, g = (1, -2): v = g, then 1.5 g; w = -0.1 g, then -0.25 g.
#include "my_plugin.cpp"

#include <ice/testing.hpp>

int main() {
  const auto optimizer = ice::testing::make<MyPlugin>({{"beta", 0.5}});
  const arma::vec g{1, -2};
  arma::vec w(2, arma::fill::zeros);
  std::array slots{arma::mat(2, 1, arma::fill::zeros)};
  for (const int t : {1, 2}) optimizer.step(t, 0.1, g, w, ice::Slots<double>(slots));

  ice::testing::Expectations expect;
  expect.near(w, arma::vec{-0.25, 0.5});
  expect.near(slots[0], arma::vec{1.5, -3});
  return expect.failures();
}
