// Makes the calls of each kind of plugin: the operands of its functions, with data that suit it.
#include <cmath>

#include "conformance/call.hpp"
#include "conformance/loss_samples.hpp"
#include "plugin/functions.hpp"

namespace ice::conformance {
namespace {

constexpr double kFurthest = 10;  // largest absolute value of a pre-activation
constexpr double kRate = 0.125;

template <class T>
arma::Mat<T> nudged(const arma::Mat<T>& M, double nudge) {
  return M * static_cast<T>(1 + nudge);
}

template <class T>
std::vector<Call<T>> activation_calls(const Made& plugin, const Sample& sample) {
  const plugin::Activation g(plugin);
  base::Stream stream(sample.seed, base::Purpose::kData);
  const arma::Mat<T> drawn = random_matrix<T>(stream, sample.rows, sample.cols, sample.spread);
  const arma::Mat<T> Z = nudged<T>(arma::clamp(drawn, -kFurthest, kFurthest), sample.nudge);
  const arma::Mat<T> dA = random_matrix<T>(stream, sample.rows, sample.cols);
  const arma::Mat<T> empty = poisoned<T>(sample.rows, sample.cols);

  const Call<T> forward{"forward", {{"Z", Z}}, {{"A", empty}}, [g](const Memory<T>& memory) {
                          arma::Mat<T> A = memory.out[0].view();
                          g.forward(memory.in[0].view(), A);
                        }};
  const arma::Mat<T> A = execute(forward).out[0].content();
  const Call<T> backward{
      "backward", {{"Z", Z}, {"A", A}, {"dA", dA}}, {{"dZ", empty}}, [g](const Memory<T>& memory) {
        arma::Mat<T> dZ = memory.out[0].view();
        g.backward(memory.in[0].view(), memory.in[1].view(), memory.in[2].view(), dZ);
      }};
  return {forward, backward};
}

template <class T>
std::vector<Call<T>> initializer_calls(const Made& plugin, const Sample& sample) {
  const plugin::LayerShape layer{.index = 2,
                                 .fan_in = sample.cols,
                                 .fan_out = sample.rows,
                                 .gain = 1.25,
                                 .activation = "core/tanh"};
  const auto run = [g = plugin::Initializer(plugin), layer,
                    seed = sample.seed](const Memory<T>& memory) {
    base::Stream rng(seed, base::Purpose::kInit, layer.index);
    arma::Mat<T> W = memory.out[0].view(), b = memory.out[1].view();
    g.fill(layer, rng, W, b);
  };
  return {{"fill",
           {},
           {{"W", poisoned<T>(sample.rows, sample.cols)}, {"b", poisoned<T>(sample.rows, 1)}},
           run}};
}

template <class T>
std::vector<Call<T>> loss_calls(const Subject& subject, const Made& plugin, const Sample& sample) {
  using Function =
      void (plugin::Loss::*)(const arma::Mat<T>&, const arma::Mat<T>&, arma::Mat<T>&) const;
  const plugin::Loss loss(plugin);
  std::vector<Call<T>> all;
  const auto add = [&](const char* name, const char* x, const char* out, Function function,
                       const LossSample<T>& s, bool is_per_sample) {
    const arma::uword rows = is_per_sample ? 1 : sample.rows;
    all.push_back({name,
                   {{x, nudged(s.X, sample.nudge)}, {"Y", s.Y}},
                   {{out, poisoned<T>(rows, sample.cols)}},
                   [loss, function](const Memory<T>& memory) {
                     arma::Mat<T> result = memory.out[0].view();
                     (loss.*function)(memory.in[0].view(), memory.in[1].view(), result);
                   }});
  };
  for (const LossSample<T>& s : loss_samples<T>(subject, plugin, sample)) {
    add("value", "A", "per_sample", &plugin::Loss::value<T>, s, true);
    add("gradient", "A", "dA", &plugin::Loss::gradient<T>, s, false);
  }
  if (!loss.fuses().empty()) {
    const LossSample<T> s = fused_sample<T>(sample);
    add("fused_value", "Z", "per_sample", &plugin::Loss::fused_value<T>, s, true);
    add("fused_gradient", "Z", "dZ", &plugin::Loss::fused_gradient<T>, s, false);
  }
  return all;
}

// Step 1, and step 3, at which the slots are not 0.
template <class T>
std::vector<Call<T>> optimizer_calls(const Made& plugin, const Sample& sample) {
  const plugin::Optimizer optimizer(plugin);
  base::Stream stream(sample.seed, base::Purpose::kData);
  const arma::uword n = sample.rows * sample.cols;
  arma::Mat<T> w = random_matrix<T>(stream, n, 1);
  arma::Mat<T> slots(n, optimizer.slot_count(), arma::fill::zeros);
  std::vector<Call<T>> all;
  for (std::uint64_t t = 1; t <= 3; ++t) {
    const arma::Mat<T> g = nudged(random_matrix<T>(stream, n, 1), sample.nudge);
    const Call<T> step{
        "step", {{"g", g}}, {{"w", w}, {"slots", slots}}, [optimizer, t](const Memory<T>& memory) {
          arma::Mat<T> weights = memory.out[0].view(), kept = memory.out[1].view();
          optimizer.step(t, kRate, memory.in[0].view(), weights, kept);
        }};
    const Memory<T> after = execute(step);
    w = after.out[0].content();
    slots = after.out[1].content();
    if (t != 2) all.push_back(step);
  }
  return all;
}

}  // namespace

template <class T>
std::vector<Call<T>> calls(const Subject& subject, const Made& plugin, const Sample& sample) {
  switch (subject.plugin.kind) {
    case plugin::Kind::kActivation:
      return activation_calls<T>(plugin, sample);
    case plugin::Kind::kInitializer:
      return initializer_calls<T>(plugin, sample);
    case plugin::Kind::kLoss:
      return loss_calls<T>(subject, plugin, sample);
    case plugin::Kind::kOptimizer:
      return optimizer_calls<T>(plugin, sample);
  }
  return {};
}

template std::vector<Call<float>> calls(const Subject&, const Made&, const Sample&);
template std::vector<Call<double>> calls(const Subject&, const Made&, const Sample&);

}  // namespace ice::conformance
