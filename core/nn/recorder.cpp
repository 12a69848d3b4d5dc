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
                      const std::vector<std::string>& watched, double l2)
    : evaluators_{Evaluator<T>(parts.train, parts.shape.task, {parts.shape.target_deviation}),
                  Evaluator<T>(parts.dev, parts.shape.task, {parts.shape.target_deviation}),
                  Evaluator<T>(parts.test, parts.shape.task, {parts.shape.target_deviation})} {
  of_training_.samples = 1;  // an epoch's costs are means
  const std::vector<std::string> known = metric_names(parts.shape, l2, true);
  for (const std::string& name : metrics) metrics_.push_back(parse(name, known));
  const auto has_curve = [&](const Metric& metric) {
    const bool is_slow = metric.row->sorts && std::ranges::count(watched, metric.name) == 0;
    return metric.part != kTest && !is_slow;
  };
  const auto end = std::stable_partition(metrics_.begin(), metrics_.end(), has_curve);
  curve_count_ = static_cast<std::size_t>(end - metrics_.begin());
}

template <class T>
typename Recorder<T>::Metric Recorder<T>::parse(const std::string& name,
                                                const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), name) == known.end())
    throw base::UserError("metric", "'" + name + "' is not measured here",
                          base::suggest(name, known));
  const std::string part = name.substr(0, name.find('.'));
  return {name,
          part == "train" ? kTrain
          : part == "dev" ? kDev
                          : kTest,
          metric::find(name), metric::is_mean_of_epoch(name)};
}

template <class T>
std::vector<std::string> Recorder<T>::names() const {
  std::vector<std::string> names;
  for (const Metric& metric : metrics_) names.push_back(metric.name);
  return names;
}

template <class T>
std::optional<std::size_t> Recorder<T>::index_of(const std::string& metric) const {
  for (std::size_t i = 0; i < curve_count_; ++i)
    if (metrics_[i].name == metric) return i;
  return std::nullopt;
}

template <class T>
void Recorder<T>::measure(std::span<const std::size_t> metrics, const EpochCosts& epoch,
                          Network<T>& network, std::span<double> values) {
  of_training_.loss = epoch.cost;
  of_training_.objective = epoch.objective;
  std::array<bool, kParts> sorts{};
  for (const std::size_t metric : metrics)
    sorts[metrics_[metric].part] |= metrics_[metric].row->sorts;
  std::array<std::optional<const metric::Evidence*>, kParts> measured;
  for (const std::size_t metric : metrics) {
    const auto& [name, part, row, is_mean_of_epoch] = metrics_[metric];
    const metric::Evidence* evidence = &of_training_;
    if (row->source == metric::Source::kParameters) {
      of_training_.asymmetry = asymmetry(network);
    } else if (!is_mean_of_epoch) {
      if (!measured[part]) measured[part] = evaluators_[part].evaluate(network, sorts[part]);
      evidence = *measured[part];
    }
    values[metric] = value_of(*row, evidence);
  }
}

template class Recorder<float>;
template class Recorder<double>;

}  // namespace ice::nn
