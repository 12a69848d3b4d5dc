#pragma once
// What runs are measured by: the table of metrics. All that ice knows of a metric stands in its
// row, and a new metric is a row and a function in table.cpp. Everything here may be called from
// any thread.
//
// A metric of a run is called PART.NAME, "dev.accuracy", with the part of the data on which it is
// measured: train, dev or test. Functions of a `name` take that, or the row's alone ("accuracy").
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "metric/evidence.hpp"

namespace ice::metric {

/// Which of two values is better. kNeither: it says how something is, not how good; where an order
/// is needed the larger one comes first.
enum class Better { kLess, kMore, kNeither };

/// What a metric is computed from.
enum class Source {
  kLosses,      ///< the samples' losses; on the training part a mean over the epoch's batches
  kParameters,  ///< the network's own numbers, whatever the data
  kOutputs,     ///< outputs and targets
};

/// Where a metric is measured.
enum class Where {
  kEverywhere,  ///< on every part
  kWithL2,      ///< on the training part of a network with an L2 term
  kWithHidden,  ///< on the training part of a network with a hidden layer
};

/// Values lie between these, both included.
struct Bounds {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};

/// Numbers of classes, both included; 0: the targets are numbers.
struct Classes {
  std::uint64_t least = 0;
  std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
};

/// A row of the table.
struct Metric {
  std::string_view name;
  Better better = Better::kMore;
  std::string_view unit{};  ///< "fraction"; empty: a plain number
  /// People look for it first: it comes before the others where there is no room for all.
  bool is_headline = false;
  Bounds bounds{};
  Classes classes{};  ///< of the data sets that have it
  Source source = Source::kOutputs;
  Where where = Where::kEverywhere;
  /// Reads Evidence::positives and negatives, and sorts them: that takes as long as a small
  /// network's forward pass. So it is measured with the final parameters, and after epochs only
  /// where it is watched: it has no curve else.
  bool sorts = false;
  double (*value)(const Evidence&) = nullptr;  ///< may be NaN or infinite: see value_of
};

/// All rows. Metrics are measured, and stand in messages, in this order.
[[nodiscard]] std::span<const Metric> table();

/// The row; nullptr where there is none.
[[nodiscard]] const Metric* find(std::string_view name);

/// What decides which metrics a run has on a part.
struct Setting {
  std::string_view part{};    ///< train, dev or test
  std::uint64_t classes = 0;  ///< of the targets; 0: they are numbers
  bool has_l2 = false;
  bool has_hidden = false;
};

/// Whether a metric is measured there.
[[nodiscard]] bool is_measured(const Metric& metric, const Setting& setting);

/// The metric's value. NaN where there is no evidence, for then an output is no number, and where
/// the value is infinite.
[[nodiscard]] double value_of(const Metric& metric, const Evidence* evidence);

/// Whether less is better: costs and errors. Not so of a name that is in no row.
[[nodiscard]] bool is_less_better(std::string_view name);

/// Whether it is a mean over an epoch, each batch before its update ("train.cost"), and no
/// measurement after the epoch.
[[nodiscard]] bool is_mean_of_epoch(std::string_view name);

/// Between which numbers it lies. A cost is never negative for every loss that comes with ice;
/// another's may be. A name that is in no row has no bounds.
[[nodiscard]] Bounds bounds_of(std::string_view name);

}  // namespace ice::metric
