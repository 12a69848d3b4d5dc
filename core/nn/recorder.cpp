#include "nn/recorder.hpp"

#include <algorithm>
#include <limits>

#include "base/error.hpp"
#include "base/text.hpp"
#include "nn/reduce.hpp"

namespace ice::nn {

namespace {

/// Of each column of W[1] the way from its least to its largest entry; the longest.
template <class T>
double asymmetry(Network<T>& network) {
  const arma::Mat<T>& W = network.W(1);
  if (!all_finite(W)) return std::numeric_limits<double>::quiet_NaN();
  T largest = 0;
  for (arma::uword j = 0; j < W.n_cols; ++j) {
    const auto [least, most] = std::minmax_element(W.begin_col(j), W.end_col(j));
    largest = std::max(largest, *most - *least);
  }
  return static_cast<double>(largest);
}

}  // namespace

template <class T>
Recorder<T>::Recorder(const data::Parts<T>& parts, const std::vector<std::string>& metrics,
                      double l2)
    : evaluators_{Evaluator<T>(parts.train, parts.shape.task),
                  Evaluator<T>(parts.dev, parts.shape.task),
                  Evaluator<T>(parts.test, parts.shape.task)} {
  const std::vector<std::string> known = metric_names(parts.shape, l2, true);
  for (const std::string& name : metrics) metrics_.push_back(parse(name, known));
  const auto first_of_test = std::stable_partition(
      metrics_.begin(), metrics_.end(), [](const Metric& metric) { return metric.part != kTest; });
  curve_count_ = static_cast<std::size_t>(first_of_test - metrics_.begin());
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
std::optional<std::size_t> Recorder<T>::place_of(const std::string& metric) const {
  for (std::size_t i = 0; i < curve_count_; ++i)
    if (metrics_[i].name == metric) return i;
  return std::nullopt;
}

template <class T>
bool Recorder<T>::is_mean_of_epoch(std::size_t metric) const {
  const auto& [name, part, score] = metrics_[metric];
  return part == kTrain && (score == &Scores::cost || score == &Scores::objective);
}

template <class T>
void Recorder<T>::measure(std::span<const std::size_t> metrics, const EpochCosts& epoch,
                          Network<T>& network, std::span<double> values) const {
  std::array<std::optional<Scores>, kParts> measured;
  for (const std::size_t metric : metrics) {
    const auto& [name, part, score] = metrics_[metric];
    double& value = values[metric];
    if (is_mean_of_epoch(metric)) {
      value = finite_or_nan(score == &Scores::cost ? epoch.cost : epoch.objective);
    } else if (score == &Scores::asymmetry) {
      value = asymmetry(network);
    } else {
      if (!measured[part]) measured[part] = evaluators_[part].evaluate(network);
      value = *measured[part].*score;
    }
  }
}

template class Recorder<float>;
template class Recorder<double>;

}  // namespace ice::nn
