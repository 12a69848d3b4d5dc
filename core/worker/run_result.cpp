#include "worker/run_result.hpp"

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "nn/train.hpp"

namespace ice::worker {
namespace {

store::Curve curve_of(const nn::Result& trained, std::size_t metric) {
  store::Curve curve{trained.names[metric], {}, {}};
  for (const nn::Point& point : trained.curve) {
    curve.epochs.push_back(point.epoch);
    curve.values.push_back(point.values[metric]);
  }
  return curve;
}

}  // namespace

RunResult result_without_numbers(store::Status status, const std::string& error) {
  RunResult result;
  result.status = status;
  result.error = base::as_utf8(error);  // a plugin may throw any bytes
  return result;
}

RunResult result_of(const nn::Result& trained) {
  RunResult result;
  result.epochs = trained.epochs;
  if (trained.diverged) {
    result.status = store::Status::kDiverged;
    result.error =
        fmt::format("the cost or a parameter was not finite at epoch {}", trained.epochs);
  }
  for (std::size_t i = 0; i < trained.names.size(); ++i)
    result.metrics.push_back(
        {trained.names[i], trained.final[i], trained.best[i].value, trained.best[i].epoch});
  const std::size_t recorded = trained.curve.front().values.size();  // without test.*
  for (std::size_t i = 0; i < recorded; ++i) result.curves.push_back(curve_of(trained, i));
  return result;
}

}  // namespace ice::worker
