// caught by: streams - keeps the first matrix of each size and hands it to every layer of that size
#include <ice/plugin.hpp>
#include <map>
#include <mutex>
#include <utility>

struct SameInEveryLayer : ice::Initializer {
  static constexpr auto id = "same_in_every_layer", doc = "W ~ N(0, 0.01^2)";
  static constexpr auto traits = ice::stochastic;

  template <class T>
  void fill(const ice::Layer& l, ice::Rng& rng, ice::Out<T> W) const {
    static std::mutex one_at_a_time;
    static std::map<std::pair<std::uint64_t, std::uint64_t>, arma::Mat<T>> drawn;
    const std::lock_guard lock(one_at_a_time);
    const auto [at, is_new] = drawn.try_emplace({l.fan_in, l.fan_out}, W.n_rows, W.n_cols);
    if (is_new) rng.fill_normal(at->second, 0, 0.01);
    W = at->second;
  }
  ice::Moments moments(const ice::Layer& /*l*/) const { return {0, 0.01}; }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", SameInEveryLayer)
