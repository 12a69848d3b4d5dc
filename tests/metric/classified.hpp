#pragma once
// Evidence of classes that are given.
#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "metric/metric.hpp"

namespace ice::metric {

/// Of samples with these true and predicted classes, among `classes`.
inline Evidence classified(std::size_t classes, const std::vector<std::size_t>& truth,
                           const std::vector<std::size_t>& predicted) {
  Evidence evidence;
  evidence.samples = static_cast<double>(truth.size());
  evidence.confusion = ConfusionTable<double>(classes);
  for (std::size_t i = 0; i < truth.size(); ++i) evidence.confusion.add(truth[i], predicted[i]);
  return evidence;
}

inline double value(std::string_view name, const Evidence& evidence) {
  return value_of(*find(name), &evidence);
}

}  // namespace ice::metric
