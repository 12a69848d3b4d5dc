#include "worker/outcome.hpp"

#include <fmt/format.h>

namespace ice::worker {
namespace {

store::Curve curve_of(const nn::Result& result, std::size_t metric) {
  store::Curve curve{result.names[metric], {}, {}};
  for (const nn::Point& point : result.curve) {
    curve.epochs.push_back(point.epoch);
    curve.values.push_back(point.values[metric]);
  }
  return curve;
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
  for (std::size_t i = 0; i < result.names.size(); ++i)
    outcome.metrics.push_back(
        {result.names[i], result.final[i], result.best[i].value, result.best[i].epoch});
  const std::size_t recorded = result.curve.front().values.size();  // without test.*
  for (std::size_t i = 0; i < recorded; ++i) outcome.curves.push_back(curve_of(result, i));
  return outcome;
}

}  // namespace ice::worker
