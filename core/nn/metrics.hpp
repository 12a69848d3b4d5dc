#pragma once
// How good a network is on a part of the data. A, Y (n_y, m)
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.hpp"
#include "nn/network.hpp"

namespace ice::nn {

/// All that is measured in one forward pass over a part; what the task does not have stays 0. Where
/// a parameter or an output is not finite, every score is NaN: a network that diverged is right
/// about nothing, also where its outputs saturate (sigmoid(infinity) = 1). A score that is infinite
/// by itself is NaN too.
struct Scores {
  double cost = 0;  ///< mean loss, without the L2 term
  // Of the training part alone; train() fills them.
  double objective = 0;  ///< cost and L2 term
  /// The largest difference between two rows of W[1]; 0: all units of the first hidden layer are
  /// the same, and stay so (course 3.10).
  double asymmetry = 0;
  /// Share of samples in the right class: for two classes, whether the output is above 0.5 (above 0
  /// under a loss of signed scores, as hinge); for more, the largest output (the first of equals).
  double accuracy = 0;
  // For two classes; the positive one is classes[1]. tp, fp, fn: true positives, false positives,
  // false negatives.
  double precision = 0;  ///< tp / (tp + fp); 0 when nothing was called positive
  double recall = 0;     ///< tp / (tp + fn); 0 when nothing is positive
  double f1 = 0;         ///< 2 tp / (2 tp + fp + fn); 0 when there is no positive at all
  // For regression.
  double rmse = 0;  ///< sqrt(mean((A - Y)^2)), in the target's unit
  double mae = 0;   ///< mean(|A - Y|), in the target's unit
  /// 1 - sum((A - Y)^2) / sum((Y - mean of Y's row)^2): 1 is perfect, 0 is no better than the mean.
  /// Where all targets are equal: 1 when they are met exactly, else 0.
  double r2 = 0;
};

/// The names of all metrics of a data set, train.* then dev.* then test.*, each part that exists:
/// cost; train.objective (cost and L2 term) when l2 > 0; train.asymmetry where a layer is hidden;
/// then accuracy for classes; precision, recall and f1 for two of them; rmse, mae and r2 for
/// regression.
[[nodiscard]] std::vector<std::string> metric_names(const data::Shape& shape, double l2,
                                                    bool has_hidden);

/// The number in Scores that "accuracy" or the like names. `name` is the part of a metric's name
/// behind the dot.
[[nodiscard]] double Scores::*score_named(std::string_view name);

/// Every score is NaN.
[[nodiscard]] Scores scores_of_nothing();

/// The number, or NaN for an infinite one.
[[nodiscard]] double finite_or_nan(double value);

/// Whether of "dev.cost" or the like less is better: costs and errors; of all others more is.
[[nodiscard]] bool is_less_better(std::string_view metric);

/// The output above which a sample of two classes is called positive.
template <class T>
[[nodiscard]] T positive_above(Network<T>& network);

/// Measures networks on one part, which it borrows. Takes no memory; one thread at a time for each
/// network.
template <class T>
class Evaluator {
 public:
  Evaluator(const data::Part<T>& part, data::Task task);
  [[nodiscard]] Scores evaluate(Network<T>& network) const;

 private:
  const data::Part<T>& part_;
  data::Task task_;
  double total_squares_ = 0;  ///< regression: sum((Y - mean of Y's row)^2)
};

}  // namespace ice::nn
