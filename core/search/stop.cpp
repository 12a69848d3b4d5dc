#include "search/stop.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ice::search {
namespace {

constexpr double kNoThreshold = std::numeric_limits<double>::infinity();

// first, first factor, first factor^2 ... before the last epoch, `most` of them.
std::vector<std::int64_t> rungs_up(double first, double factor, std::int64_t last_epoch,
                                   std::int64_t most) {
  std::vector<std::int64_t> epochs;
  for (double epoch = first; epoch < static_cast<double>(last_epoch) && most > 0; epoch *= factor) {
    epochs.push_back(static_cast<std::int64_t>(epoch));
    --most;
  }
  return epochs;
}

// max_iter / eta^k, k = s .. 1, from 1 on and before the last epoch.
std::vector<std::int64_t> bands_down(const StopRule& rule, std::int64_t last_epoch) {
  std::vector<std::int64_t> epochs;
  double epoch = static_cast<double>(rule.max_iter) / rule.eta;
  for (std::int64_t k = 0; k < rule.s && epoch >= 1; ++k, epoch /= rule.eta) {
    if (epoch < static_cast<double>(last_epoch)) epochs.push_back(static_cast<std::int64_t>(epoch));
  }
  std::ranges::reverse(epochs);
  return epochs;
}

std::vector<std::int64_t> every_interval(const StopRule& rule, std::int64_t last_epoch) {
  std::vector<std::int64_t> epochs;
  for (std::int64_t epoch = rule.warmup; epoch < last_epoch; epoch += rule.interval)
    epochs.push_back(std::max<std::int64_t>(epoch, 1));
  return epochs;
}

double least(std::span<const double> curve) {
  double found = std::numeric_limits<double>::quiet_NaN();
  for (const double value : curve) found = std::fmin(found, value);
  return found;
}

double median(const std::vector<double>& sorted) {
  const std::size_t middle = sorted.size() / 2;
  if (sorted.size() % 2 == 1) return sorted[middle];
  return sorted[middle - 1] / 2 + sorted[middle] / 2;
}

std::size_t share_of(std::size_t n, double eta) {
  return static_cast<std::size_t>(static_cast<double>(n) / eta);
}

// `sorted` are the values of the others, and for kHyperband and kAsha the run's own.
double threshold_of(const StopRule& rule, const std::vector<double>& sorted, std::size_t finished) {
  const std::size_t n = sorted.size();
  switch (rule.type) {
    case StopRule::Type::kHyperband:
      if (!rule.is_strict && static_cast<double>(n) < rule.eta) return kNoThreshold;
      return sorted[std::min(share_of(n, rule.eta), n - 1)];
    case StopRule::Type::kAsha:
      return sorted[std::max<std::size_t>(share_of(n, rule.eta), 1) - 1];
    default:
      return finished < rule.startup || n == 0 ? kNoThreshold : median(sorted);
  }
}

}  // namespace

std::vector<std::int64_t> decision_epochs(const StopRule& rule, std::int64_t last_epoch) {
  std::vector<std::int64_t> epochs;
  if (rule.type == StopRule::Type::kMedian) {
    epochs = every_interval(rule, last_epoch);
  } else if (rule.type == StopRule::Type::kHyperband && rule.max_iter > 0) {
    epochs = bands_down(rule, last_epoch);
  } else {
    const bool is_limited = rule.type == StopRule::Type::kAsha && rule.rungs > 0;
    epochs = rungs_up(static_cast<double>(rule.min_iter), rule.eta, last_epoch,
                      is_limited ? rule.rungs : last_epoch);
  }
  epochs.erase(std::unique(epochs.begin(), epochs.end()), epochs.end());  // eta may be near 1
  return epochs;
}

Decision decide(const StopRule& rule, std::span<const double> curve,
                std::span<const double> others) {
  const bool is_median = rule.type == StopRule::Type::kMedian;
  Decision decision;
  decision.value = is_median ? least(curve) : curve.back();
  std::vector<double> values;
  std::ranges::copy_if(others, std::back_inserter(values), [](double x) { return !std::isnan(x); });
  decision.rank += static_cast<std::size_t>(
      std::ranges::count_if(values, [&](double x) { return x < decision.value; }));
  decision.of += values.size();
  if (!is_median && !std::isnan(decision.value)) values.push_back(decision.value);
  std::ranges::sort(values);
  decision.threshold = values.empty() ? kNoThreshold : threshold_of(rule, values, others.size());
  decision.goes_on = decision.value <= decision.threshold;  // not where it is NaN
  decision.kept = static_cast<std::size_t>(
      std::ranges::count_if(values, [&](double x) { return x <= decision.threshold; }));
  if (is_median && decision.goes_on) ++decision.kept;
  if (std::isnan(decision.value)) decision.rank = decision.of;
  return decision;
}

}  // namespace ice::search
