#pragma once
// Turns the metrics' names into numbers, with one forward pass a part and only where one is needed.
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/parts.hpp"
#include "nn/metrics.hpp"
#include "nn/network.hpp"

namespace ice::nn {

/// What the steps of an epoch found, each batch before its update.
struct EpochCosts {
  double cost = 0;       ///< mean loss over the samples
  double objective = 0;  ///< the same with each batch's L2 term
};

/// Borrows the parts. A metric is known by its place among names(). One thread.
template <class T>
class Recorder {
 public:
  /// `watched`: those that are measured after every epoch. Throws UserError for a name that
  /// metric_names() does not hold.
  Recorder(const data::Parts<T>& parts, const std::vector<std::string>& metrics,
           const std::vector<std::string>& watched, double l2);

  /// All names; last those that are measured once, with the final parameters: those of test.*, and
  /// what takes long and nobody watches (metric::Metric::sorts).
  [[nodiscard]] std::vector<std::string> names() const;

  /// How many of names() stand before these: those of a curve's point.
  [[nodiscard]] std::size_t curve_count() const { return curve_count_; }

  /// The place of a metric that every epoch has; nothing for another.
  [[nodiscard]] std::optional<std::size_t> index_of(const std::string& metric) const;

  /// The values of these metrics, each to its place in `values`: train.cost and train.objective are
  /// the epoch's own, the others are measured now, on whole parts; no part is passed through the
  /// network that none of them needs. Takes no memory.
  void measure(std::span<const std::size_t> metrics, const EpochCosts& epoch, Network<T>& network,
               std::span<double> values);

 private:
  enum Part : std::size_t { kTrain, kDev, kTest, kParts };
  struct Metric {
    std::string name;
    Part part;
    const metric::Metric* row;
    bool is_mean_of_epoch;
  };

  static Metric parse(const std::string& name, const std::vector<std::string>& known);

  std::array<Evaluator<T>, kParts> evaluators_;
  metric::Evidence of_training_;  ///< of an epoch's steps, and of the parameters after it
  std::vector<Metric> metrics_;
  std::size_t curve_count_;
};

}  // namespace ice::nn
