// An initializer that takes a random time, so that runs end in another order each time.
#include <unistd.h>

#include <ice/plugin.hpp>
#include <random>

struct Late : ice::Initializer {
  static constexpr auto id = "late", doc = "N(0, 1 / fan_in), after up to 20 ms";
  static constexpr auto traits = ice::stochastic;

  template <class T>
  void fill(const ice::Layer& l, ice::Rng& rng, ice::Out<T> W) const {
    std::random_device device;
    ::usleep(device() % 20'000);
    rng.fill_normal(W, 0, moments(l).deviation);
  }
  ice::Moments moments(const ice::Layer& l) const {
    return {0, 1 / std::sqrt(static_cast<double>(l.fan_in))};
  }
};

ICE_LIBRARY("late", "1.0.0", "MIT", Late)
