#include "nn/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ice/processor.hpp>
#include <span>
#include <utility>

#include "nn/reduce.hpp"
#include "nn/view.hpp"

namespace ice::nn {
namespace {

using metric::ConfusionTable;
using metric::Evidence;
using metric::WeightedOutput;

template <class T>
void count_two_classes(const arma::Mat<T>& A, const arma::Mat<T>& Y, T above,
                       ConfusionTable<double>& table) {
  std::uint64_t both = 0, called = 0, positive = 0;
  for (arma::uword i = 0; i < A.n_elem; ++i) {
    const bool is_called = A.mem[i] > above;
    const bool is_positive = Y.mem[i] > T(0.5);
    both += is_called && is_positive;
    called += is_called;
    positive += is_positive;
  }
  table.add(1, 1, static_cast<double>(both));
  table.add(0, 1, static_cast<double>(called - both));
  table.add(1, 0, static_cast<double>(positive - both));
  table.add(0, 0, static_cast<double>(A.n_elem - called - positive + both));
}

/// The row of a column's largest entry, the first of equals.
template <class T>
std::size_t largest(const arma::Mat<T>& M, arma::uword column) {
  const T* const begin = M.colptr(column);
  return static_cast<std::size_t>(std::max_element(begin, begin + M.n_rows) - begin);
}

/// How many outputs of a column stand before that of class c.
template <class T>
std::size_t rank_of(std::size_t c, const arma::Mat<T>& A, arma::uword column) {
  const T* const a = A.colptr(column);
  std::size_t rank = 0;
  for (std::size_t i = 0; i < c; ++i) rank += a[i] >= a[c];
  for (std::size_t i = c + 1; i < A.n_rows; ++i) rank += a[i] > a[c];
  return rank;
}

// Weights as a null pointer are all 1.
template <class T>
double weight_at(const T* weights, arma::uword j) {
  return weights == nullptr ? 1 : static_cast<double>(weights[j]);
}

template <class T>
void weigh_two_classes(const arma::Mat<T>& A, const arma::Mat<T>& Y, const T* weights, T above,
                       ConfusionTable<double>& table) {
  for (arma::uword i = 0; i < A.n_elem; ++i)
    table.add(Y.mem[i] > T(0.5) ? 1 : 0, A.mem[i] > above ? 1 : 0, weight_at(weights, i));
}

template <class T>
void count_classes(const arma::Mat<T>& A, const arma::Mat<T>& Y, const T* weights,
                   Evidence& evidence) {
  for (arma::uword j = 0; j < A.n_cols; ++j) {
    const std::size_t truth = largest(Y, j), rank = rank_of(truth, A, j);
    const double weight = weight_at(weights, j);
    evidence.confusion.add(truth, rank == 0 ? truth : largest(A, j), weight);
    evidence.ranks[rank] += weight;
  }
}

template <class T>
void add_errors(const arma::Mat<T>& A, const arma::Mat<T>& Y, Evidence& evidence) {
  for (arma::uword i = 0; i < A.n_elem; ++i) {
    const double error = static_cast<double>(A.mem[i]) - static_cast<double>(Y.mem[i]);
    evidence.absolute_errors += std::abs(error);
    evidence.squared_errors += error * error;
  }
}

double unit_of(const std::vector<double>& units, arma::uword row) {
  return units.empty() ? 1 : units[row];
}

/// The same with weights, and in the targets' own units.
template <class T>
void weigh_errors(const arma::Mat<T>& A, const arma::Mat<T>& Y, const T* weights,
                  const std::vector<double>& units, Evidence& evidence) {
  for (arma::uword j = 0; j < A.n_cols; ++j) {
    const double weight = weight_at(weights, j);
    for (arma::uword i = 0; i < A.n_rows; ++i) {
      const double difference = static_cast<double>(A(i, j)) - static_cast<double>(Y(i, j));
      const double error = unit_of(units, i) * difference;
      evidence.absolute_errors += weight * std::abs(error);
      evidence.squared_errors += weight * error * error;
    }
  }
}

/// sum((Y - mean of Y's row)^2), in two passes: a mean far from 0 costs no digits.
template <class T>
double squares_about_row_means(const arma::Mat<T>& Y, const T* weights,
                               const std::vector<double>& units) {
  double squares = 0;
  for (arma::uword i = 0; i < Y.n_rows; ++i) {
    double mean = 0, total = 0;
    for (arma::uword j = 0; j < Y.n_cols; ++j) {
      mean += weight_at(weights, j) * static_cast<double>(Y(i, j));
      total += weight_at(weights, j);
    }
    mean /= total;
    const double unit = unit_of(units, i);
    for (arma::uword j = 0; j < Y.n_cols; ++j)
      squares += weight_at(weights, j) * std::pow(unit * (static_cast<double>(Y(i, j)) - mean), 2);
  }
  return squares;
}

/// The sum of the weights; m without any.
template <class T>
double total_weight(const arma::Mat<T>& weights, std::uint64_t m) {
  return weights.is_empty() ? static_cast<double>(m) : sum(weights);
}

// Adds outputs to the positives, which fill the memory from the front, and the negatives.
template <class T, class Output, class Make>
void part_outputs(const arma::Mat<T>& Y, std::span<Output> memory, std::span<Output>& positives,
                  std::span<Output>& negatives, const Make& make) {
  std::size_t before = positives.size(), behind = negatives.size();
  for (arma::uword j = 0; j < Y.n_elem; ++j)
    memory[Y.mem[j] > T(0.5) ? before++ : memory.size() - ++behind] = make(j);
  positives = memory.first(before);
  negatives = memory.last(behind);
}

}  // namespace

std::vector<std::string> metric_names(const data::Shape& shape, double l2, bool has_hidden) {
  metric::Setting setting{.classes = data::class_count(shape.task, shape.n_y),
                          .has_l2 = l2 > 0,
                          .has_hidden = has_hidden};
  std::vector<std::string> names;
  for (const auto& [part, columns] : {std::pair("train", shape.train), std::pair("dev", shape.dev),
                                      std::pair("test", shape.test)}) {
    setting.part = part;
    for (const metric::Metric& metric : metric::table())
      if (columns.m > 0 && is_measured(metric, setting))
        names.push_back(fmt::format("{}.{}", part, metric.name));
  }
  return names;
}

// Losses of labels 0 and 1 part them at 0.5; one to which an output of 0 costs the same for both
// labels (hinge) goes by the sign.
template <class T>
T positive_above(Network<T>& network) {
  const arma::Mat<T> A(1, 2, arma::fill::zeros), Y{{0, 1}};
  arma::Mat<T> per_sample(1, 2);
  marked(network.progress(), Call::kLossValue, network.layer_count(),
         [&] { network.options().loss.value(A, Y, per_sample); });
  return per_sample[0] == per_sample[1] ? T(0) : T(0.5);
}

template float positive_above(Network<float>&);
template double positive_above(Network<double>&);

template <class T>
Evaluator<T>::Evaluator(const data::Part<T>& part, data::Task task, Scoring scoring)
    : part_(part), task_(task), scoring_(std::move(scoring)) {
  const std::uint64_t m = part.X.n_cols, classes = data::class_count(task, part.Y.n_rows);
  if (m == 0) return;
  evidence_.samples = scoring_.weighs ? total_weight(part.cost_weights, m) : static_cast<double>(m);
  evidence_.confusion = ConfusionTable<double>(classes);
  if (classes > 2) evidence_.ranks.resize(classes);
  if (classes == 2 && score_weights(0) == nullptr) outputs_.resize(m);
  if (classes == 2 && score_weights(0) != nullptr) weighted_outputs_.resize(m);
  if (classes > 0) return;
  evidence_.targets =
      static_cast<double>(part.Y.n_rows) *
      (scoring_.weighs ? total_weight(part.score_weights, m) : static_cast<double>(m));
  evidence_.total_squares =
      vectorized([&] { return squares_about_row_means(part.Y, score_weights(0), scoring_.units); });
}

template <class T>
std::uint64_t Evaluator<T>::bytes(std::uint64_t m, std::uint64_t classes, bool is_weighted) {
  if (m == 0) return 0;
  const std::uint64_t confusion = classes * classes, ranks = classes > 2 ? classes : 0;
  const std::uint64_t output = is_weighted ? sizeof(WeightedOutput) : sizeof(double);
  return (confusion + ranks) * sizeof(double) + (classes == 2 ? m : 0) * output;
}

template <class T>
const T* Evaluator<T>::score_weights(std::uint64_t first) const {
  const bool weighs = scoring_.weighs && !part_.score_weights.is_empty();
  return weighs ? part_.score_weights.colptr(first) : nullptr;
}

template <class T>
const Evidence* Evaluator<T>::evaluate(Network<T>& network, bool outputs) {
  if (!all_finite(network.parameters())) return nullptr;
  forget();
  const std::uint64_t m = part_.X.n_cols;
  const T above = task_ == data::Task::kBinary ? positive_above(network) : T(0);
  for (std::uint64_t first = 0; first < m; first += network.capacity()) {
    const std::uint64_t count = std::min<std::uint64_t>(network.capacity(), m - first);
    const arma::Mat<T> Y = columns(part_.Y, first, count);
    const arma::Mat<T>& A = network.predict(columns(part_.X, first, count));
    if (!all_finite(A)) return nullptr;  // it compares as if it were a number
    const bool has_weights = scoring_.weighs && !part_.cost_weights.is_empty();
    evidence_.loss += has_weights
                          ? sum(network.losses(Y, columns(part_.cost_weights, first, count)))
                          : sum(network.losses(Y));
    vectorized([&] { compare(A, Y, score_weights(first), above); });
    if (outputs && task_ == data::Task::kBinary) keep(A, Y, score_weights(first));
  }
  return &evidence_;
}

template <class T>
void Evaluator<T>::forget() {
  evidence_.loss = evidence_.absolute_errors = evidence_.squared_errors = 0;
  evidence_.confusion.clear();
  std::ranges::fill(evidence_.ranks, 0);
  evidence_.positives = std::span(outputs_).first(0);
  evidence_.negatives = std::span(outputs_).last(0);
  evidence_.weighted_positives = std::span(weighted_outputs_).first(0);
  evidence_.weighted_negatives = std::span(weighted_outputs_).last(0);
}

template <class T>
void Evaluator<T>::compare(const arma::Mat<T>& A, const arma::Mat<T>& Y, const T* weights,
                           T above) {
  switch (task_) {
    case data::Task::kBinary:
      if (weights == nullptr) return count_two_classes(A, Y, above, evidence_.confusion);
      return weigh_two_classes(A, Y, weights, above, evidence_.confusion);
    case data::Task::kMulticlass:
      return count_classes(A, Y, weights, evidence_);
    case data::Task::kRegression:
      if (weights == nullptr && scoring_.units.empty()) return add_errors(A, Y, evidence_);
      return weigh_errors(A, Y, weights, scoring_.units, evidence_);
  }
}

template <class T>
void Evaluator<T>::keep(const arma::Mat<T>& A, const arma::Mat<T>& Y, const T* weights) {
  const auto output = [&](arma::uword j) { return static_cast<double>(A.mem[j]); };
  if (weights == nullptr)
    return part_outputs(Y, std::span(outputs_), evidence_.positives, evidence_.negatives, output);
  part_outputs(Y, std::span(weighted_outputs_), evidence_.weighted_positives,
               evidence_.weighted_negatives, [&](arma::uword j) {
                 return WeightedOutput{output(j), weight_at(weights, j)};
               });
}

template class Evaluator<float>;
template class Evaluator<double>;

}  // namespace ice::nn
