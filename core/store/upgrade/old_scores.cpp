#include "store/upgrade/old_scores.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <string_view>

#include "metric/metric.hpp"
#include "study/study.hpp"

namespace ice::store {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::string_view part_of(std::string_view metric) { return metric.substr(0, metric.find('.')); }

bool is_of_outputs(std::string_view name) {
  const metric::Metric* const metric = metric::find(name);
  return metric == nullptr || metric->source == metric::Source::kOutputs;
}

bool is_better(const std::string& metric, double x, double than) {
  if (std::isnan(x)) return false;
  if (std::isnan(than)) return true;
  return metric::is_less_better(metric) ? x < than : x > than;
}

template <class Items, class Name>
auto* find(Items& items, const Name& name, std::string_view wanted) {
  const auto found = std::ranges::find(items, wanted, name);
  return found == items.end() ? nullptr : &*found;
}

Curve* curve_of(Run& run, std::string_view metric) {
  return find(run.curves, &Curve::metric, metric);
}

std::optional<double> at_epoch(const Curve& curve, std::uint64_t epoch) {
  const auto found = std::ranges::lower_bound(curve.epochs, epoch);  // epochs increase
  if (found == curve.epochs.end() || *found != epoch) return std::nullopt;
  return curve.values[static_cast<std::size_t>(found - curve.epochs.begin())];
}

// Sets scores of outputs to NaN where the cost of the same part is not finite.
void void_scores_without_cost(Run& run) {
  for (Curve& curve : run.curves) {
    const Curve* const cost = curve_of(run, std::string(part_of(curve.metric)) + ".cost");
    if (!is_of_outputs(curve.metric) || cost == nullptr) continue;
    for (std::size_t i = 0; i < curve.values.size(); ++i) {
      const auto cost_there = at_epoch(*cost, curve.epochs[i]);
      if (cost_there && !std::isfinite(*cost_there)) curve.values[i] = kNaN;
    }
  }
  for (Metric& metric : run.metrics) {
    const Metric* const cost =
        find(run.metrics, &Metric::name, std::string(part_of(metric.name)) + ".cost");
    const bool has_no_cost = cost != nullptr && !std::isfinite(cost->final);
    if (is_of_outputs(metric.name) && has_no_cost) metric.final = kNaN;
  }
}

// Sets to NaN what was measured after the last epoch of a diverged run.
void void_last_epoch(Run& run) {
  for (Metric& metric : run.metrics) metric.final = kNaN;
  for (Curve& curve : run.curves)
    if (!curve.epochs.empty() && curve.epochs.back() == run.epochs) curve.values.back() = kNaN;
}

bool is_same(std::optional<double> a, double b) {
  return a && (*a == b || (std::isnan(*a) && std::isnan(b)));
}

// The recorded epoch whose parameters are the final ones: the last epoch or, when early stopping
// restored an earlier one, the epoch at which all metrics equal the final ones. nullopt when that
// epoch was not recorded.
std::optional<std::uint64_t> final_epoch(const Run& run) {
  const auto restores = std::ranges::find_if(run.params, [](const auto& param) {
    return param.first == "training.early_stopping.restore_best" && param.second == true;
  });
  if (restores == run.params.end()) return run.epochs;
  if (run.curves.empty()) return std::nullopt;
  for (const std::uint64_t epoch : run.curves.front().epochs) {
    const bool is_it = std::ranges::all_of(run.curves, [&](const Curve& curve) {
      const Metric* const metric = find(run.metrics, &Metric::name, curve.metric);
      return metric::is_mean_of_epoch(curve.metric) || metric == nullptr ||
             is_same(at_epoch(curve, epoch), metric->final);
    });
    if (is_it) return epoch;
  }
  return std::nullopt;
}

void take_means_of_epoch(std::uint64_t epoch, Run& run) {
  for (Metric& metric : run.metrics) {
    const Curve* const curve = curve_of(run, metric.name);
    if (!metric::is_mean_of_epoch(metric.name) || curve == nullptr) continue;
    if (const auto mean = at_epoch(*curve, epoch)) metric.final = *mean;
  }
}

// Sets the best value and its epoch, from the finite values of the curve and the final value.
void find_best(Run& run, Metric& metric, std::uint64_t final_epoch) {
  metric.best = kNaN;
  metric.best_epoch = 0;
  const auto look_at = [&](double value, std::uint64_t epoch) {
    if (!std::isfinite(value) || !is_better(metric.name, value, metric.best)) return;
    metric.best = value;
    metric.best_epoch = epoch;
  };
  if (const Curve* const curve = curve_of(run, metric.name))
    for (std::size_t i = 0; i < curve->values.size(); ++i)
      look_at(curve->values[i], curve->epochs[i]);
  look_at(metric.final, final_epoch);
}

}  // namespace

void mend_scores(Run& run) {
  const auto last = final_epoch(run);  // before anything is changed
  void_scores_without_cost(run);
  if (run.status == Status::kDiverged)
    void_last_epoch(run);
  else if (last)
    take_means_of_epoch(*last, run);
  for (Metric& metric : run.metrics) find_best(run, metric, last.value_or(run.epochs));
}

}  // namespace ice::store
