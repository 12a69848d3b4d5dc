#include "metric/metric.hpp"

#include <algorithm>
#include <cmath>

namespace ice::metric {

const Metric* find(std::string_view name) {
  const std::string_view last = name.substr(name.rfind('.') + 1);
  const auto rows = table();
  const auto found = std::ranges::find(rows, last, &Metric::name);
  return found == rows.end() ? nullptr : &*found;
}

bool is_measured(const Metric& metric, const Setting& setting) {
  const auto& [least, most] = metric.classes;
  if (setting.classes < least || setting.classes > most) return false;
  switch (metric.where) {
    case Where::kEverywhere:
      return true;
    case Where::kWithL2:
      return setting.part == "train" && setting.has_l2;
    case Where::kWithHidden:
      return setting.part == "train" && setting.has_hidden;
  }
  return false;
}

double value_of(const Metric& metric, const Evidence* evidence) {
  const double value = evidence == nullptr ? std::nan("") : metric.value(*evidence);
  return std::isfinite(value) ? value : std::nan("");
}

bool is_less_better(std::string_view name) {
  const Metric* const metric = find(name);
  return metric != nullptr && metric->better == Better::kLess;
}

bool is_mean_of_epoch(std::string_view name) {
  const Metric* const metric = find(name);
  return metric != nullptr && metric->source == Source::kLosses && name.starts_with("train.");
}

Bounds bounds_of(std::string_view name) {
  const Metric* const metric = find(name);
  return metric == nullptr ? Bounds{} : metric->bounds;
}

}  // namespace ice::metric
