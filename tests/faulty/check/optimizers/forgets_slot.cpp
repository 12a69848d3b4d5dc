// caught by: resume - momentum that never writes its velocity back: plain descent
#include <array>
#include <ice/plugin.hpp>

struct ForgetsSlot : ice::Optimizer {
  static constexpr auto id = "forgets_slot", doc = "v <- 0.9 v + g, w <- w - lr v";
  static constexpr std::array slots{"v"};

  template <class T>
  void step(std::uint64_t /*t*/, double lr, ice::In<T> g, ice::Out<T> w, ice::Slots<T> s) const {
    const arma::Mat<T> v = T(0.9) * s[0] + g;
    w -= T(lr) * v;
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", ForgetsSlot)
