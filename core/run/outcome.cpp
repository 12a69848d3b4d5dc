#include "run/outcome.hpp"

#include <fmt/format.h>

#include <cmath>

#include "nn/metrics.hpp"

namespace ice::run {
namespace {

bool is_better(const std::string& metric, double x, double than) {
  return std::isnan(than) || (nn::is_less_better(metric) ? x < than : x > than);
}

store::Curve curve_of(const nn::Result& result, std::size_t metric) {
  store::Curve curve{result.names[metric], {}, {}};
  for (const nn::Point& point : result.curve) {
    curve.epochs.push_back(point.epoch);
    curve.values.push_back(point.values[metric]);
  }
  return curve;
}

store::Metric metric_of(const store::Curve& curve, double final) {
  store::Metric metric{curve.metric, final, curve.values.front(), curve.epochs.front()};
  for (std::size_t i = 1; i < curve.values.size(); ++i) {
    if (!is_better(curve.metric, curve.values[i], metric.best)) continue;
    metric.best = curve.values[i];
    metric.best_epoch = curve.epochs[i];
  }
  return metric;
}

}  // namespace

Outcome outcome_without_results(store::Status status, const std::string& error) {
  Outcome outcome;
  outcome.status = status;
  outcome.error = error;
  return outcome;
}

Outcome outcome_of(const nn::Result& result) {
  Outcome outcome;
  outcome.epochs = result.epochs;
  if (result.diverged) {
    outcome.status = store::Status::kDiverged;
    outcome.error =
        fmt::format("the cost or a parameter was not finite at epoch {}", result.epochs);
  }
  const std::size_t recorded = result.curve.front().values.size();
  for (std::size_t i = 0; i < result.names.size(); ++i) {
    if (i < recorded) {
      outcome.curves.push_back(curve_of(result, i));
      outcome.metrics.push_back(metric_of(outcome.curves.back(), result.final[i]));
    } else {  // test.*: measured once, at the end
      outcome.metrics.push_back({result.names[i], result.final[i], result.final[i], result.epochs});
    }
  }
  return outcome;
}

}  // namespace ice::run
