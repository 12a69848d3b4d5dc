#pragma once
// Small networks of the built-in plugins, and data for them, in a line each.
#include <armadillo>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "data/dataset.hpp"
#include "nn/metrics.hpp"
#include "nn/network.hpp"
#include "nn/train.hpp"
#include "plugin/catalog.hpp"
#include "plugin/library.hpp"

namespace ice::nn {

/// A built-in plugin by name, or {"name": ..., parameters}, loaded from the build tree.
template <class Function>
Function load(plugin::Kind kind, const base::Value& reference) {
  static const plugin::Catalog catalog = plugin::Catalog::scan({{ICE_BUILD "/lib/ice/plugins"}});
  const base::Value named = reference.is_string() ? base::Value{{"name", reference}} : reference;
  return Function(plugin::create(plugin::recipe(catalog.resolve(kind, named, "test"))));
}

inline plugin::Activation activation(const base::Value& reference) {
  return load<plugin::Activation>(plugin::Kind::kActivation, reference);
}
inline plugin::Initializer initializer(const base::Value& reference) {
  return load<plugin::Initializer>(plugin::Kind::kInitializer, reference);
}
inline plugin::Loss loss(const base::Value& reference) {
  return load<plugin::Loss>(plugin::Kind::kLoss, reference);
}
inline plugin::Optimizer optimizer(const base::Value& reference) {
  return load<plugin::Optimizer>(plugin::Kind::kOptimizer, reference);
}

inline LayerOptions layer(std::uint64_t units, const base::Value& g, double dropout = 0,
                          const base::Value& start = "xavier_normal") {
  return {units, activation(g), initializer(start), dropout};
}

inline NetworkOptions network_options(std::uint64_t n_x, std::vector<LayerOptions> layers,
                                      const base::Value& of_loss, double l2 = 0) {
  return {n_x, std::move(layers), loss(of_loss), l2};
}

/// Entry (i, j) is sin(phase + i + rows j): all different, none special; oracle.py's `filled`.
template <class T>
void fill_with_sine(arma::Mat<T>& M, double phase) {
  for (arma::uword k = 0; k < M.n_elem; ++k)
    M(k) = static_cast<T>(std::sin(phase + static_cast<double>(k)));
}

template <class T = double>
arma::Mat<T> sine_matrix(arma::uword rows, arma::uword columns, double phase) {
  arma::Mat<T> M(rows, columns);
  fill_with_sine(M, phase);
  return M;
}

/// One-hot columns, sample j in class j mod n_y.
template <class T = double>
arma::Mat<T> one_hot(arma::uword n_y, arma::uword m) {
  arma::Mat<T> Y(n_y, m, arma::fill::zeros);
  for (arma::uword j = 0; j < m; ++j) Y(j % n_y, j) = 1;
  return Y;
}

template <class T>
data::Parts<T> parts_of(data::Task task, data::Part<T> train, data::Part<T> dev = {},
                        data::Part<T> test = {}) {
  data::Parts<T> parts{{}, std::move(train), std::move(dev), std::move(test), nullptr};
  parts.shape.task = task;
  parts.shape.n_x = parts.train.X.n_rows;
  parts.shape.n_y = parts.train.Y.n_rows;
  parts.shape.train.m = parts.train.X.n_cols;
  parts.shape.dev.m = parts.dev.X.n_cols;
  parts.shape.test.m = parts.test.X.n_cols;
  return parts;
}

/// A metric of a network on a part, by the metric's name.
template <class T>
double measure(const std::string& name, Network<T>& network, const data::Part<T>& part,
               data::Task task) {
  Evaluator<T> evaluator(part, task);
  return value_of(*metric::find(name), evaluator.evaluate(network));
}

/// m samples in space, each in the class of its side of a plane: one unit can learn it.
template <class T = double>
data::Part<T> half_planes(arma::uword m, double phase = 0.6) {
  const arma::Mat<T> X = sine_matrix<T>(3, m, phase);
  arma::Mat<T> Y(1, m);
  for (arma::uword j = 0; j < m; ++j) Y(j) = arma::accu(X.col(j)) > T(0.2) ? 1 : 0;
  return {X, Y};
}

}  // namespace ice::nn
