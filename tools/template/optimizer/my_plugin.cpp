#include <array>
#include <ice/plugin.hpp>

// A heavy ball: v remembers past gradients. An example: put your formula and source here.
// v <- beta v + g   w <- w - lr v   (Polyak 1964)
struct MyPlugin : ice::Optimizer {
  static constexpr auto id = "my_plugin";
  static constexpr auto doc = "v <- beta v + g, w <- w - lr v (Polyak 1964)";
  static constexpr std::array params{
      ice::real("beta", 0.9).at_least(0).below(1).help("how much of v is kept")};
  static constexpr std::array slots{"v"};

  explicit MyPlugin(const ice::Params& p) : beta(p.real("beta")) {}

  template <class T>
  void step(std::uint64_t /*t*/, double lr, ice::In<T> g, ice::Out<T> w, ice::Slots<T> s) const {
    s[0] = T(beta) * s[0] + g;
    w -= T(lr) * s[0];
  }

  double beta;
};

ICE_LIBRARY("my_package", "0.1.0", "MIT", MyPlugin)
