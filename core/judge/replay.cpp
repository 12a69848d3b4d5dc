#include "judge/replay.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace ice::judge {
namespace {

bool is_same(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

bool is_same(const store::Metric& a, const store::Metric& b) {
  return is_same(a.final, b.final) && is_same(a.best, b.best) && a.best_epoch == b.best_epoch;
}

// The first recorded point that the other curve has with another value, or does not have.
void compare_curve(const store::Curve& recorded, const store::Curve& again, Replay& replay) {
  for (std::size_t i = 0; i < recorded.epochs.size(); ++i) {
    const std::uint64_t epoch = recorded.epochs[i];
    if (replay.departure && replay.departure->epoch <= epoch) return;
    const auto found = std::ranges::lower_bound(again.epochs, epoch);
    if (found == again.epochs.end() || *found != epoch) {
      replay.missing.push_back(recorded.metric + " at epoch " + std::to_string(epoch));
      return;
    }
    const double value = again.values[static_cast<std::size_t>(found - again.epochs.begin())];
    ++replay.values;
    if (is_same(recorded.values[i], value)) continue;
    replay.departure = {recorded.metric, epoch, recorded.values[i], value};
    return;
  }
}

}  // namespace

Replay compare_replay(const store::Run& recorded, const store::Run& again) {
  Replay replay;
  replay.has_other_end = recorded.status != again.status || recorded.epochs != again.epochs ||
                         recorded.error != again.error;
  for (const store::Curve& curve : recorded.curves) {
    const auto found = std::ranges::find(again.curves, curve.metric, &store::Curve::metric);
    if (found == again.curves.end())
      replay.missing.push_back("the curve of " + curve.metric);
    else
      compare_curve(curve, *found, replay);
  }
  for (const store::Metric& metric : recorded.metrics) {
    const auto found = std::ranges::find(again.metrics, metric.name, &store::Metric::name);
    if (found == again.metrics.end()) {
      replay.missing.push_back(metric.name);
      continue;
    }
    ++replay.values;
    if (!is_same(metric, *found)) replay.metrics.push_back(metric.name);
  }
  return replay;
}

}  // namespace ice::judge
