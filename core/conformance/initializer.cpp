// Tests that only initializers have: the numbers are finite, have the declared moments, and come
// only from the host's stream.
#include <algorithm>
#include <array>
#include <set>

#include "conformance/cases.hpp"
#include "conformance/compare.hpp"
#include "conformance/tests.hpp"
#include "plugin/functions.hpp"

namespace ice::conformance {
namespace {

constexpr double kRounding = 1e-6;  // rounding of floats and of sums
constexpr double kSigmas = 5;       // one false alarm in 1.7 million comparisons

// Wide and tall layers of 1e5 numbers each.
constexpr std::array<Sample, 3> kLayers{{{250, 400}, {400, 250}, {1000, 100}}};
constexpr std::array<Sample, 6> kSizes{{{1, 1}, {3, 1}, {1, 3}, {1, 4096}, {4096, 1}, {64, 64}}};

plugin::LayerShape layer_of(const Sample& sample, std::uint32_t index = 1) {
  return {.index = index,
          .fan_in = sample.cols,
          .fan_out = sample.rows,
          .gain = 1.25,
          .activation = "core/tanh",
          .weights_before = (index - 1) * sample.rows * sample.cols};
}

template <class T>
arma::Mat<T> filled(const Made& plugin, const plugin::LayerShape& layer, base::Stream& rng) {
  arma::Mat<T> W(layer.fan_out, layer.fan_in), b(layer.fan_out, 1);
  plugin::Initializer(plugin).fill(layer, rng, W, b);
  return arma::join_rows(W, b);
}

arma::mat filled(const Made& plugin, const plugin::LayerShape& layer, std::uint64_t seed) {
  base::Stream rng(seed, base::Purpose::kInit, layer.index);
  return filled<double>(plugin, layer, rng);
}

// The number of draws between two states of a stream, or `most` when there are more.
int draws_between(base::Stream fresh, base::Stream used, int most) {
  const std::uint64_t next = used.next64();
  for (int draws = 0; draws < most; ++draws) {
    base::Stream here = fresh;
    if (here.next64() == next) return draws;
    (void)fresh.uniform();
  }
  return most;
}

ice_moments declared_moments(const plugin::Instance& plugin, const plugin::LayerShape& l) {
  const ice_layer layer{sizeof(ice_layer),    l.index,         l.fan_in, l.fan_out, l.gain,
                        l.activation.c_str(), l.weights_before};
  return plugin.plugin().functions.initializer->moments(plugin.self(), &layer);
}

// The standard error of the deviation of a sample, from its fourth moment (sd(s) ~ sigma
// sqrt((kurtosis - 1) / 4n)), plus what the error of the mean adds.
double deviation_error(const arma::vec& w, double mean, double deviation) {
  const auto n = static_cast<double>(w.n_elem);
  const double fourth = arma::mean(arma::square(arma::square(w - mean)));
  const double kurtosis = std::max(1.0, fourth / std::pow(deviation, 4));
  return deviation * (std::sqrt((kurtosis - 1) / (4 * n)) + kSigmas / n);
}

template <class T>
void require_moments(const Case& c, const Sample& sample) {
  const plugin::LayerShape layer = layer_of(sample);
  const ice_moments declared = declared_moments(*c.plugin, layer);
  arma::Mat<T> W(sample.rows, sample.cols), b(sample.rows, 1);
  base::Stream rng(c.seed, base::Purpose::kInit, layer.index);
  plugin::Initializer(c.plugin).fill(layer, rng, W, b);

  const arma::vec w = arma::conv_to<arma::vec>::from(arma::vectorise(W));
  const double mean = arma::mean(w), deviation = arma::stddev(w, 1);
  const auto require = [&](const char* name, double found, double expected, double error) {
    const double rounding = kRounding * (std::abs(declared.mean) + declared.deviation);
    const double allowed = kSigmas * error + rounding;
    if (std::abs(found - expected) <= allowed) return;
    throw Failed(fmt::format("the {} of W ({}x{}) is {}, declared is {} (allowed: +-{})", name,
                             W.n_rows, W.n_cols, base::format_short(found, 6), number(expected),
                             base::format_short(allowed, 2)));
  };
  const double n = static_cast<double>(w.n_elem);
  require("mean", mean, declared.mean, declared.deviation / std::sqrt(n));
  require("deviation", deviation, declared.deviation,
          deviation > 0 ? deviation_error(w, mean, deviation) : 0);
}

void require_seeded(const Case& c) {
  const plugin::LayerShape layer = layer_of({30, 40});
  const arma::mat first = filled(c.plugin, layer, c.seed),
                  other_seed = filled(c.plugin, layer, c.seed + 1);
  if (first.min() == first.max()) return;  // a scale of 0 hides all chance
  if (!first_difference(first, other_seed))
    throw Failed("W is the same for another seed: its numbers do not come from the host's stream");
  if (!first_difference(first, filled(c.plugin, layer_of({30, 40}, 2), c.seed)))
    throw Failed(
        "W is the same for layers 1 and 2: its numbers do not come from the host's stream");
}

// Fails a plugin that draws a few numbers only to seed another generator: its numbers then differ
// between machines and libraries.
void require_host_stream(const Case& c) {
  constexpr int kFew = 8;
  const plugin::LayerShape layer = layer_of({30, 40});
  const base::Stream fresh(c.seed, base::Purpose::kInit, layer.index);
  base::Stream used = fresh;
  const arma::mat W = filled<double>(c.plugin, layer, used);
  const std::set<double> values(W.begin(), W.end());
  const int draws = draws_between(fresh, used, kFew);
  if (draws < kFew && values.size() > 100) {
    throw Failed(fmt::format(
        "{} different numbers were made of {} drawn from the host's stream: another generator "
        "(std::, arma::) makes them, whose numbers are not the same everywhere",
        values.size(), draws));
  }
}

}  // namespace

Verdict initializer_finite(const Subject& subject) {
  in_each_case(subject, Types::kBoth, []<class T>(const Case& c) {
    for (const Sample& size : kSizes) {
      base::Stream rng(c.seed, base::Purpose::kInit, 1);
      const arma::Mat<T> W_b = filled<T>(c.plugin, layer_of(size), rng);
      if (const auto i = first_non_finite(W_b)) {
        throw Failed(fmt::format("{} is {} in a layer of {}x{}", element("[W b]", W_b, *i),
                                 number(W_b[*i]), size.rows, size.cols));
      }
    }
  });
  return {};
}

Verdict initializer_traits(const Subject& subject) {
  in_each_case(subject, Types::kBoth, []<class T>(const Case& c) {
    const plugin::LayerShape layer = layer_of({5, 7});
    const base::Stream fresh(c.seed, base::Purpose::kInit, layer.index);
    base::Stream used = fresh;
    (void)filled<T>(c.plugin, layer, used);
    const bool draws = draws_between(fresh, used, 1) > 0;
    if (draws && !c.subject.promises("stochastic"))
      throw Failed("it draws random numbers: promise ice::stochastic");
    if (!draws && c.subject.promises("stochastic"))
      throw Failed("ice::stochastic is promised, but nothing is drawn from the host's stream");
  });
  return {};
}

Verdict initializer_streams(const Subject& subject) {
  if (!subject.promises("stochastic"))
    return {CheckOutcome::kSkipped, "stochastic is not promised"};
  in_each_case(subject, Types::kDouble, []<class T>(const Case& c) {
    require_seeded(c);
    require_host_stream(c);
  });
  return {};
}

Verdict initializer_moments(const Subject& subject) {
  const Made plugin = subject.make(defaults(subject.plugin));
  if (plugin->plugin().functions.initializer->moments == nullptr)
    return {CheckOutcome::kSkipped, "it declares no moments"};
  in_each_setting(subject, Types::kBoth, 1, []<class T>(const Case& c) {
    for (const Sample& layer : kLayers) require_moments<T>(c, layer);
  });
  return {};
}

}  // namespace ice::conformance
