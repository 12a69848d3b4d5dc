#pragma once
// How a run ended and which numbers it gave, in the form that the store keeps.
#include <cstdint>
#include <string>
#include <vector>

#include "store/record.hpp"

namespace ice::nn {
struct Result;
}

namespace ice::worker {

struct RunResult {
  store::Status status = store::Status::kFinished;
  std::string error;  ///< why it did not finish; empty when it did
  std::uint64_t epochs = 0;
  double seconds = 0;
  std::vector<store::Metric> metrics;
  std::vector<store::Curve> curves;
};

/// The result of a run that has neither metrics nor curves.
[[nodiscard]] RunResult result_without_numbers(store::Status status, const std::string& error);

/// The result of a training: finished, or diverged in its last epoch. The caller sets `seconds`.
/// REQUIRES: at least one epoch was trained.
[[nodiscard]] RunResult result_of(const nn::Result& trained);

}  // namespace ice::worker
