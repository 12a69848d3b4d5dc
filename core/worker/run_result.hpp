#pragma once
// How a run ended and what it gave, as the store wants it.
#include <cstdint>
#include <string>
#include <vector>

#include "nn/train.hpp"
#include "store/record.hpp"

namespace ice::worker {

struct RunResult {
  store::Status status = store::Status::kFinished;
  std::string error;
  std::uint64_t epochs = 0;
  double seconds = 0;
  std::vector<store::Metric> metrics;
  std::vector<store::Curve> curves;
};

/// A run that ended without results.
[[nodiscard]] RunResult result_without_numbers(store::Status status, const std::string& error);

/// What training gave: finished, or diverged at its last epoch. `seconds` is left to the caller.
[[nodiscard]] RunResult result_of(const nn::Result& trained);

}  // namespace ice::worker
