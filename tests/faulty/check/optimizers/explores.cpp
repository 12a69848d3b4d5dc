// caught by: determinism - adds a little noise of its own to each step
#include <ice/plugin.hpp>
#include <random>

struct Explores : ice::Optimizer {
  static constexpr auto id = "explores", doc = "w <- w - lr (g + noise)";

  template <class T>
  void step(std::uint64_t /*t*/, double lr, ice::In<T> g, ice::Out<T> w,
            ice::Slots<T> /*s*/) const {
    thread_local std::mt19937_64 engine{std::mt19937_64::default_seed};
    std::normal_distribution<double> noise(0, 1e-6);
    for (arma::uword i = 0; i < w.n_elem; ++i) w[i] -= T(lr) * (g[i] + T(noise(engine)));
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", Explores)
