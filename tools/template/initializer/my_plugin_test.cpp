// Is it the formula that was meant? That no check can know: compare with figures from elsewhere.
#include "my_plugin.cpp"

#include <ice/testing.hpp>

int main() {
  const auto initializer = ice::testing::make<MyPlugin>({{"scale", 2.0}});
  const ice::Layer layer{
      .index = 1, .fan_in = 16, .fan_out = 500, .gain = 1, .activation = "core/tanh"};
  arma::mat W(500, 16);
  ice::testing::Random random(/*seed=*/1);
  ice::Rng rng = random.stream();
  initializer.fill(layer, rng, W);

  ice::testing::Expectations expect;  // 8000 draws fill (-0.5, 0.5) but for 0.01 at its ends
  expect.near(W.min(), -0.5, 0.01);
  expect.near(W.max(), 0.5, 0.01);
  return expect.failures();
}
