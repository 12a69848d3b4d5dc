#include "plan/cell_results.hpp"

#include <cmath>
#include <limits>

namespace ice::plan {

void CellResults::add_run(std::uint64_t cell, const code::PackedKey& key) {
  if (runs_.size() <= cell) runs_.resize(cell + 1);
  runs_[cell].push_back(key);
}

void CellResults::set(const code::PackedKey& key, store::Status status,
                      std::optional<double> value) {
  const bool is_good = status == store::Status::kFinished && value && std::isfinite(*value);
  results_[key] = !is_good                          ? std::numeric_limits<double>::infinity()
                  : goal_ == study::Goal::kMinimize ? *value
                                                    : -*value;
}

std::optional<double> CellResults::of(std::uint64_t cell) const {
  if (cell >= runs_.size()) return std::nullopt;
  double sum = 0;
  for (const code::PackedKey& key : runs_[cell]) {
    const auto found = results_.find(key);
    if (found == results_.end()) return std::nullopt;
    sum += found->second;
  }
  return sum / static_cast<double>(runs_[cell].size());
}

}  // namespace ice::plan
