#include "nn/recorder.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace ice::nn {

namespace {

/// Of each column of W[1] the way from its least to its largest entry; the longest.
template <class T>
double asymmetry(Network<T>& network) {
  const arma::Mat<T>& W = network.W(1);
  T largest = 0;
  for (arma::uword j = 0; j < W.n_cols; ++j) {
    const auto [least, most] = std::minmax_element(W.begin_col(j), W.end_col(j));
    largest = std::max(largest, *most - *least);
  }
  return static_cast<double>(largest);
}

/// What the training part's samples are passed through the network for.
bool needs_samples(double Scores::*score) {
  return score != &Scores::cost && score != &Scores::objective && score != &Scores::asymmetry;
}

}  // namespace

template <class T>
Recorder<T>::Recorder(const data::Parts<T>& parts, const std::vector<std::string>& metrics,
                      double l2, std::uint64_t batches)
    : evaluators_{Evaluator<T>(parts.train, parts.shape.task),
                  Evaluator<T>(parts.dev, parts.shape.task),
                  Evaluator<T>(parts.test, parts.shape.task)},
      m_(parts.train.X.n_cols),
      batches_(batches) {
  const std::vector<std::string> known = metric_names(parts.shape, l2, true);
  for (const std::string& name : metrics) metrics_.push_back(parse(name, known));
  const auto first_of_test = std::stable_partition(
      metrics_.begin(), metrics_.end(), [](const Metric& metric) { return metric.part != kTest; });
  curve_count_ = static_cast<std::size_t>(first_of_test - metrics_.begin());
  evaluates_train_ = std::any_of(metrics_.begin(), metrics_.end(), [](const Metric& metric) {
    return metric.part == kTrain && needs_samples(metric.score);
  });
}

template <class T>
typename Recorder<T>::Metric Recorder<T>::parse(const std::string& name,
                                                const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), name) == known.end())
    throw base::UserError("metric", "'" + name + "' is not measured here",
                          base::suggest(name, known));
  const std::size_t dot = name.find('.');
  const std::string part = name.substr(0, dot);
  return {name,
          part == "train" ? kTrain
          : part == "dev" ? kDev
                          : kTest,
          score_named(name.substr(dot + 1))};
}

template <class T>
std::vector<std::string> Recorder<T>::names() const {
  std::vector<std::string> names;
  for (const Metric& metric : metrics_) names.push_back(metric.name);
  return names;
}

template <class T>
std::vector<double> Recorder<T>::at_epoch(const EpochCosts& epoch, Network<T>& network) const {
  AllScores scores{};
  if (evaluates_train_) scores[kTrain] = evaluators_[kTrain].evaluate(network);
  if (measures(kDev)) scores[kDev] = evaluators_[kDev].evaluate(network);
  scores[kTrain].cost = epoch.cost;
  scores[kTrain].objective = epoch.objective;
  scores[kTrain].asymmetry = asymmetry(network);
  return pick(scores, curve_count_);
}

template <class T>
double Recorder<T>::value_at_epoch(std::size_t metric, const EpochCosts& epoch,
                                   Network<T>& network) const {
  const auto& [name, part, score] = metrics_[metric];
  if (part == kTrain && score == &Scores::cost) return epoch.cost;
  if (part == kTrain && score == &Scores::objective) return epoch.objective;
  if (part == kTrain && score == &Scores::asymmetry) return asymmetry(network);
  return evaluators_[part].evaluate(network).*score;
}

template <class T>
std::vector<double> Recorder<T>::at_end(Network<T>& network) const {
  AllScores scores{};
  for (const Part part : {kTrain, kDev, kTest})
    if (measures(part)) scores[part] = evaluators_[part].evaluate(network);
  // Each batch of m_b samples adds m_b / m of its lambda / (2 m_b) * sum of squares.
  scores[kTrain].objective =
      scores[kTrain].cost + static_cast<double>(batches_) * network.l2_term(m_);
  scores[kTrain].asymmetry = asymmetry(network);
  return pick(scores, metrics_.size());
}

template <class T>
bool Recorder<T>::measures(Part part) const {
  return std::any_of(metrics_.begin(), metrics_.end(),
                     [part](const Metric& metric) { return metric.part == part; });
}

template <class T>
std::vector<double> Recorder<T>::pick(const AllScores& scores, std::size_t count) const {
  std::vector<double> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = scores[metrics_[i].part].*metrics_[i].score;
  return values;
}

template class Recorder<float>;
template class Recorder<double>;

}  // namespace ice::nn
