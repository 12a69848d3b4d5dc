#include "nn/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "nn/reduce.hpp"
#include "nn/view.hpp"

namespace ice::nn {
namespace {

struct Score {
  std::string_view name;
  double Scores::*value;
  bool less_is_better = false;
};

constexpr std::array kScores{Score{"cost", &Scores::cost, true},
                             Score{"objective", &Scores::objective, true},
                             Score{"asymmetry", &Scores::asymmetry},
                             Score{"accuracy", &Scores::accuracy},
                             Score{"precision", &Scores::precision},
                             Score{"recall", &Scores::recall},
                             Score{"f1", &Scores::f1},
                             Score{"rmse", &Scores::rmse, true},
                             Score{"mae", &Scores::mae, true},
                             Score{"r2", &Scores::r2}};

const Score& named(std::string_view name) {
  const auto* const found = std::find_if(kScores.begin(), kScores.end(),
                                         [&](const Score& score) { return score.name == name; });
  if (found == kScores.end()) throw base::Error(fmt::format("metrics: no score '{}'", name));
  return *found;
}

std::vector<std::string> task_scores(data::Task task) {
  switch (task) {
    case data::Task::kBinary:
      return {"accuracy", "precision", "recall", "f1"};
    case data::Task::kMulticlass:
      return {"accuracy"};
    case data::Task::kRegression:
      return {"rmse", "mae", "r2"};
  }
  throw base::Error("metrics: a task of no kind");
}

/// Sums over the samples seen so far; which of them are used depends on the task.
struct Tally {
  double loss = 0;
  std::uint64_t right = 0, true_positives = 0, false_positives = 0, false_negatives = 0;
  double absolute_errors = 0, squared_errors = 0;
};

template <class T>
void count_two_classes(const arma::Mat<T>& A, const arma::Mat<T>& Y, T above, Tally& tally) {
  std::uint64_t both = 0, called = 0, positive = 0;
  for (arma::uword i = 0; i < A.n_elem; ++i) {
    const bool is_called = A.mem[i] > above;
    const bool is_positive = Y.mem[i] > T(0.5);
    both += is_called && is_positive;
    called += is_called;
    positive += is_positive;
  }
  tally.true_positives += both;
  tally.false_positives += called - both;
  tally.false_negatives += positive - both;
  tally.right += A.n_elem - called - positive + 2 * both;
}

template <class T>
void count_classes(const arma::Mat<T>& A, const arma::Mat<T>& Y, Tally& tally) {
  for (arma::uword j = 0; j < A.n_cols; ++j) {
    const T* const column = A.colptr(j);
    const auto best = std::max_element(column, column + A.n_rows) - column;
    tally.right += Y.colptr(j)[best] > T(0.5);
  }
}

template <class T>
void add_errors(const arma::Mat<T>& A, const arma::Mat<T>& Y, Tally& tally) {
  for (arma::uword i = 0; i < A.n_elem; ++i) {
    const double error = static_cast<double>(A.mem[i]) - static_cast<double>(Y.mem[i]);
    tally.absolute_errors += std::abs(error);
    tally.squared_errors += error * error;
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

double ratio(double part, double whole) { return whole == 0 ? 0 : part / whole; }

double determination(double squared_errors, double total_squares) {
  if (total_squares == 0) return squared_errors == 0 ? 1 : 0;
  return 1 - squared_errors / total_squares;
}

}  // namespace

std::vector<std::string> metric_names(const data::Shape& shape, double l2, bool has_hidden) {
  std::vector<std::string> names;
  const auto add_part = [&](const std::string& part, const data::PartShape& columns) {
    if (columns.m == 0) return;
    names.push_back(part + ".cost");
    if (part == "train" && l2 > 0) names.push_back("train.objective");
    if (part == "train" && has_hidden) names.push_back("train.asymmetry");
    for (const std::string& score : task_scores(shape.task))
      names.push_back(fmt::format("{}.{}", part, score));
  };
  add_part("train", shape.train);
  add_part("dev", shape.dev);
  add_part("test", shape.test);
  return names;
}

double Scores::*score_named(std::string_view name) { return named(name).value; }

Scores scores_of_nothing() {
  Scores scores;
  for (const Score& score : kScores) scores.*score.value = std::numeric_limits<double>::quiet_NaN();
  return scores;
}

double finite_or_nan(double value) {
  return std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN();
}

bool is_less_better(std::string_view metric) {
  return named(metric.substr(metric.find('.') + 1)).less_is_better;
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
Evaluator<T>::Evaluator(const data::Part<T>& part, data::Task task)
    : part_(part),
      task_(task),
      total_squares_(task == data::Task::kRegression ? squares_about_row_means(part.Y) : 0) {}

template <class T>
Scores Evaluator<T>::evaluate(Network<T>& network) const {
  if (!all_finite(network.parameters())) return scores_of_nothing();
  Tally tally;
  const std::uint64_t m = part_.X.n_cols;
  const T above = task_ == data::Task::kBinary ? positive_above(network) : T(0);
  for (std::uint64_t first = 0; first < m; first += network.capacity()) {
    const std::uint64_t count = std::min<std::uint64_t>(network.capacity(), m - first);
    const arma::Mat<T> Y = columns(part_.Y, first, count);
    const arma::Mat<T>& A = network.predict(columns(part_.X, first, count));
    if (!all_finite(A)) return scores_of_nothing();  // it compares as if it were a number
    tally.loss += sum(network.losses(Y));
    if (task_ == data::Task::kBinary) count_two_classes(A, Y, above, tally);
    if (task_ == data::Task::kMulticlass) count_classes(A, Y, tally);
    if (task_ == data::Task::kRegression) add_errors(A, Y, tally);
  }
  const auto samples = static_cast<double>(m);
  const auto targets = static_cast<double>(part_.Y.n_elem);
  const auto tp = static_cast<double>(tally.true_positives);
  const auto fp = static_cast<double>(tally.false_positives);
  const auto fn = static_cast<double>(tally.false_negatives);
  Scores scores;
  scores.cost = tally.loss / samples;
  scores.accuracy = static_cast<double>(tally.right) / samples;
  scores.precision = ratio(tp, tp + fp);
  scores.recall = ratio(tp, tp + fn);
  scores.f1 = ratio(2 * tp, 2 * tp + fp + fn);
  scores.rmse = std::sqrt(tally.squared_errors / targets);
  scores.mae = tally.absolute_errors / targets;
  scores.r2 = determination(tally.squared_errors, total_squares_);
  for (const Score& score : kScores) scores.*score.value = finite_or_nan(scores.*score.value);
  return scores;
}

template class Evaluator<float>;
template class Evaluator<double>;

}  // namespace ice::nn
