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

using metric::Confusion;
using metric::Evidence;

template <class T>
void count_two_classes(const arma::Mat<T>& A, const arma::Mat<T>& Y, T above, Confusion& counts) {
  std::uint64_t both = 0, called = 0, positive = 0;
  for (arma::uword i = 0; i < A.n_elem; ++i) {
    const bool is_called = A.mem[i] > above;
    const bool is_positive = Y.mem[i] > T(0.5);
    both += is_called && is_positive;
    called += is_called;
    positive += is_positive;
  }
  counts.add(1, 1, both);
  counts.add(0, 1, called - both);
  counts.add(1, 0, positive - both);
  counts.add(0, 0, A.n_elem - called - positive + both);
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

template <class T>
void count_classes(const arma::Mat<T>& A, const arma::Mat<T>& Y, Evidence& evidence) {
  for (arma::uword j = 0; j < A.n_cols; ++j) {
    const std::size_t truth = largest(Y, j), rank = rank_of(truth, A, j);
    evidence.confusion.add(truth, rank == 0 ? truth : largest(A, j));
    ++evidence.ranks[rank];
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

/// sum((Y - mean of Y's row)^2), in two passes: a mean far from 0 costs no digits.
template <class T>
double squares_about_row_means(const arma::Mat<T>& Y) {
  double squares = 0;
  for (arma::uword i = 0; i < Y.n_rows; ++i) {
    double mean = 0;
    for (arma::uword j = 0; j < Y.n_cols; ++j) mean += static_cast<double>(Y(i, j));
    mean /= static_cast<double>(Y.n_cols);
    for (arma::uword j = 0; j < Y.n_cols; ++j)
      squares += std::pow(static_cast<double>(Y(i, j)) - mean, 2);
  }
  return squares;
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
Evaluator<T>::Evaluator(const data::Part<T>& part, data::Task task) : part_(part), task_(task) {
  const std::uint64_t m = part.X.n_cols, classes = data::class_count(task, part.Y.n_rows);
  evidence_.samples = m;
  if (m == 0) return;
  evidence_.confusion = Confusion(classes);
  if (classes > 2) evidence_.ranks.resize(classes);
  if (classes == 2) outputs_.resize(m);
  if (classes > 0) return;
  evidence_.targets = part.Y.n_elem;
  evidence_.total_squares = vectorized([&] { return squares_about_row_means(part.Y); });
}

template <class T>
std::uint64_t Evaluator<T>::bytes(std::uint64_t m, std::uint64_t classes) {
  if (m == 0) return 0;
  const std::uint64_t confusion = classes * classes, ranks = classes > 2 ? classes : 0;
  return (confusion + ranks) * sizeof(std::uint64_t) + (classes == 2 ? m : 0) * sizeof(double);
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
    evidence_.loss += sum(network.losses(Y));
    vectorized([&] { compare(A, Y, above); });
    if (outputs && task_ == data::Task::kBinary) keep(A, Y);
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
}

template <class T>
void Evaluator<T>::compare(const arma::Mat<T>& A, const arma::Mat<T>& Y, T above) {
  switch (task_) {
    case data::Task::kBinary:
      return count_two_classes(A, Y, above, evidence_.confusion);
    case data::Task::kMulticlass:
      return count_classes(A, Y, evidence_);
    case data::Task::kRegression:
      return add_errors(A, Y, evidence_);
  }
}

template <class T>
void Evaluator<T>::keep(const arma::Mat<T>& A, const arma::Mat<T>& Y) {
  std::size_t positives = evidence_.positives.size(), negatives = evidence_.negatives.size();
  for (arma::uword j = 0; j < A.n_elem; ++j) {
    const std::size_t place = Y.mem[j] > T(0.5) ? positives++ : outputs_.size() - ++negatives;
    outputs_[place] = static_cast<double>(A.mem[j]);
  }
  evidence_.positives = std::span(outputs_).first(positives);
  evidence_.negatives = std::span(outputs_).last(negatives);
}

template class Evaluator<float>;
template class Evaluator<double>;

}  // namespace ice::nn
