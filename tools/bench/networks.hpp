#pragma once
// Networks of the built-in plugins and their data, in a line each.
#include <armadillo>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/value.hpp"
#include "data/dataset.hpp"
#include "nn/network.hpp"
#include "nn/train.hpp"
#include "plugin/catalog.hpp"
#include "plugin/library.hpp"

namespace ice::bench {

/// A built-in plugin by name, with the defaults of its parameters.
template <class Function>
Function load(plugin::Kind kind, const std::string& name) {
  static const plugin::Catalog catalog = plugin::Catalog::scan({{ICE_BUILD "/lib/ice/plugins"}});
  const base::Value reference{{"name", name}};
  return Function(plugin::create(plugin::recipe(catalog.resolve(kind, reference, "benchmark"))));
}

inline plugin::Activation activation(const std::string& name) {
  return load<plugin::Activation>(plugin::Kind::kActivation, name);
}

/// What a network is made of. Widths: n_x, n[1], ..., n[L].
struct Architecture {
  std::vector<std::uint64_t> widths;
  std::string hidden, output, loss;
};

inline nn::NetworkOptions network_options(const Architecture& of) {
  const auto start = load<plugin::Initializer>(plugin::Kind::kInitializer, "xavier_normal");
  nn::NetworkOptions options{
      of.widths.front(), {}, load<plugin::Loss>(plugin::Kind::kLoss, of.loss)};
  for (std::size_t l = 1; l < of.widths.size(); ++l) {
    const bool is_last = l + 1 == of.widths.size();
    options.layers.push_back({of.widths[l], activation(is_last ? of.output : of.hidden), start});
  }
  return options;
}

/// A data set that `ice` can load, as a run sees it.
template <class T>
data::Parts<T> load_parts(const base::Value& section) {
  const auto precision =
      std::is_same_v<T, float> ? data::Precision::kFloat32 : data::Precision::kFloat64;
  const base::Value complete = data::complete_section(section);
  const data::Shared shared = data::share(data::load(complete, {}), complete, precision, "");
  return data::map<T>(shared.shape, shared.memory.get());
}

/// Two classes of uniform noise: where speed matters and what is learned does not.
template <class T>
data::Parts<T> noise_parts(std::uint64_t n_x, std::uint64_t m) {
  arma::arma_rng::set_seed(1);
  data::Parts<T> parts{{}, {arma::randu<arma::Mat<T>>(n_x, m), arma::Mat<T>(1, m)}, {}, {}, {}};
  for (std::uint64_t j = 0; j < m; ++j) parts.train.Y(0, j) = static_cast<T>(j % 2);
  parts.shape.n_x = n_x;
  parts.shape.n_y = 1;
  parts.shape.train.m = m;
  return parts;
}

/// Trains `epochs` epochs and measures no metric: the time is that of the steps.
template <class T>
void train(nn::Network<T>& network, const data::Parts<T>& parts, nn::TrainOptions options,
           std::uint64_t epochs) {
  options.epochs = epochs;
  options.record_points = 2;
  nn::train(network, parts, options);
}

inline nn::TrainOptions train_options(const std::string& optimizer, double learning_rate,
                                      std::uint64_t batch_size = 0) {
  return {.batch_size = batch_size,
          .learning_rate = learning_rate,
          .optimizer = load<plugin::Optimizer>(plugin::Kind::kOptimizer, optimizer),
          .metrics = {}};
}

}  // namespace ice::bench
