// caught by: determinism - seeds a generator with the time of the call
#include <chrono>
#include <ice/plugin.hpp>
#include <random>

struct SeededByTime : ice::Initializer {
  static constexpr auto id = "seeded_by_time", doc = "W ~ N(0, 0.01^2)";
  static constexpr auto traits = ice::stochastic;

  template <class T>
  void fill(const ice::Layer& /*l*/, ice::Rng& /*rng*/, ice::Out<T> W) const {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    std::mt19937_64 engine(static_cast<std::uint64_t>(now.count()));
    std::normal_distribution<double> normal(0, 0.01);
    for (T& w : W) w = static_cast<T>(normal(engine));
  }
  ice::Moments moments(const ice::Layer& /*l*/) const { return {0, 0.01}; }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", SeededByTime)
