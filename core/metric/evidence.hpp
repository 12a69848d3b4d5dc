#pragma once
// What is found of a network on a part of the data: all that metrics are computed from.
#include <cstdint>
#include <span>
#include <vector>

#include "metric/confusion.hpp"

namespace ice::metric {

/// A, Y (n_y, m): outputs and targets. What the task does not have stays 0. Who passes a part
/// through a network fills it in (nn::Evaluator, nn::Recorder).
struct Evidence {
  std::uint64_t samples = 0;  ///< m
  double loss = 0;            ///< sum over the samples
  double objective = 0;       ///< the same with the L2 term
  double asymmetry = 0;       ///< the largest difference between two rows of W[1]
  Confusion confusion;        ///< for classes
  /// For more than two classes: ranks[r] samples have r classes before their own, whose outputs are
  /// larger, or equal and of a lower number.
  std::vector<std::uint64_t> ranks;
  /// For two classes, where a metric sorts: the outputs of the samples of classes[1] and
  /// classes[0], in no order. A metric may change theirs.
  std::span<double> positives, negatives;
  // For regression.
  std::uint64_t targets = 0;   ///< n_y m
  double absolute_errors = 0;  ///< sum(|A - Y|)
  double squared_errors = 0;   ///< sum((A - Y)^2)
  double total_squares = 0;    ///< sum((Y - mean of Y's row)^2)
};

}  // namespace ice::metric
