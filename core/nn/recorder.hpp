#pragma once
// Turns the metrics' names into numbers, with one forward pass a part and only where one is needed.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "nn/metrics.hpp"
#include "nn/network.hpp"

namespace ice::nn {

/// What the steps of an epoch found, each batch before its update.
struct EpochCosts {
  double cost = 0;       ///< mean loss over the samples
  double objective = 0;  ///< the same with each batch's L2 term
};

/// Borrows the parts.
template <class T>
class Recorder {
 public:
  /// `batches`: of an epoch, for the L2 term. Throws UserError for a name metric_names() does not
  /// hold.
  Recorder(const data::Parts<T>& parts, const std::vector<std::string>& metrics, double l2,
           std::uint64_t batches);

  /// All names, those of test.* last.
  [[nodiscard]] std::vector<std::string> names() const;

  /// The values of a curve's point: train.cost and train.objective are the epoch's own, the others
  /// are evaluated now; without test.*.
  [[nodiscard]] std::vector<double> at_epoch(const EpochCosts& epoch, Network<T>& network) const;

  /// One of them, by its place; evaluates nothing else.
  [[nodiscard]] double value_at_epoch(std::size_t metric, const EpochCosts& epoch,
                                      Network<T>& network) const;

  /// All values, evaluated now on whole parts.
  [[nodiscard]] std::vector<double> at_end(Network<T>& network) const;

 private:
  enum Part : std::size_t { kTrain, kDev, kTest, kParts };
  struct Metric {
    std::string name;
    Part part;
    double Scores::*score;
  };

  using AllScores = std::array<Scores, kParts>;

  static Metric parse(const std::string& name, const std::vector<std::string>& known);
  [[nodiscard]] bool measures(Part part) const;
  /// The first `count` metrics out of the scores.
  [[nodiscard]] std::vector<double> pick(const AllScores& scores, std::size_t count) const;

  std::array<Evaluator<T>, kParts> evaluators_;
  std::vector<Metric> metrics_;
  std::size_t curve_count_;  ///< of metrics_, those before test.*
  bool evaluates_train_;     ///< a curve needs more of train than the steps' own costs
  std::uint64_t m_, batches_;
};

}  // namespace ice::nn
