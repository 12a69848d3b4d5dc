#pragma once
// What is found of a network on a part of the data: all that metrics are computed from.
#include <cstdint>
#include <span>
#include <vector>

#include "metric/confusion.hpp"

namespace ice::metric {

/// The output for a sample, and what the sample counts for.
struct WeightedOutput {
  double output = 0, weight = 1;
};

/// A, Y (n_y, m): outputs and targets. What the task does not have stays 0. Every sum is over the
/// samples, each times its weight (data::Part), or 1 where the data have no weights. Who passes a
/// part through a network fills it in (nn::Evaluator, nn::Recorder).
struct Evidence {
  double samples = 0;                ///< sum of the weights of the costs; m without weights
  double loss = 0;                   ///< sum of the losses
  double objective = 0;              ///< the same with the L2 term
  double asymmetry = 0;              ///< the largest difference between two rows of W[1]
  ConfusionTable<double> confusion;  ///< for classes
  /// For more than two classes: ranks[r] samples have r classes before their own, whose outputs are
  /// larger, or equal and of a lower number.
  std::vector<double> ranks;
  /// For two classes, where a metric sorts: the outputs of the samples of classes[1] and
  /// classes[0], in no order. A metric may change theirs.
  std::span<double> positives, negatives;
  /// The same of samples with weights; the two above are empty then.
  std::span<WeightedOutput> weighted_positives, weighted_negatives;
  // For regression, in the targets' own unit.
  double targets = 0;          ///< n_y times the sum of the weights
  double absolute_errors = 0;  ///< sum(|A - Y|)
  double squared_errors = 0;   ///< sum((A - Y)^2)
  double total_squares = 0;    ///< sum((Y - mean of Y's row)^2)
};

}  // namespace ice::metric
