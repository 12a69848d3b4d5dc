// caught by: zero_rate - weight decay that the learning rate does not scale
#include <array>
#include <ice/plugin.hpp>

struct DecayBesideRate : ice::Optimizer {
  static constexpr auto id = "decay_beside_rate", doc = "w <- w - lr g - decay w";
  static constexpr std::array params{ice::real("decay", 1e-5).at_least(0).below(1)};

  explicit DecayBesideRate(const ice::Params& p) : decay(p.real("decay")) {}

  template <class T>
  void step(std::uint64_t /*t*/, double lr, ice::In<T> g, ice::Out<T> w,
            ice::Slots<T> /*s*/) const {
    w -= T(lr) * g + T(decay) * w;
  }

  double decay;
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", DecayBesideRate)
