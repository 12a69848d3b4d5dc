#pragma once
// Reads what a picture of a study shows: its cells with their parameters and the values of a
// metric.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/query/query.hpp"
#include "study/study.hpp"

namespace ice::report {

/// What a picture of a study is to show. Empty texts: what is usual.
struct PlotRequest {
  store::RunQuery query;             ///< study, revision, superseded, where
  std::string metric;                ///< the metric that is drawn
  std::string by;                    ///< the metric that cells are ranked by
  std::optional<std::uint64_t> top;  ///< how many of the best cells stand out, or are drawn
  std::string x, y;                  ///< the parameters along the axes, by full or short name
};

struct StudyCell {
  std::uint64_t number = 0;
  std::vector<store::Field> parameters;  ///< by StudyCells::parameters; null: it has none
  std::vector<double> values;            ///< of the finished runs that have the metric
  std::size_t missing = 0;               ///< runs that diverged or failed, or lack the metric
  double mean = 0;                       ///< of `values`; nan where there are none
};

/// The cells of a study.
struct StudyCells {
  store::StudyRow study;
  std::string metric, by;
  study::Goal goal = study::Goal::kMinimize;  ///< what is good for `metric`
  std::vector<std::string> parameters;        ///< full names of those in which cells differ
  std::vector<StudyCell> cells;               ///< the best by `by` first
  std::size_t all_cells = 0;                  ///< how many there are besides `cells` too
};

/// The `most` best cells of the request (0: all), of which at least one has a value. The metric is
/// the request's, else the one to rank by, else the study's; cells are ranked by the metric where
/// the request names no other. With superseded cells, the plugins and data that tell cells apart
/// are parameters too. Throws UserError for an unknown study, revision, metric or expression, and
/// where no run has a value.
[[nodiscard]] StudyCells cells_of(store::Reader& reader, const PlotRequest& request,
                                  std::size_t most = 0);

/// "study NAME where ...; the 10 best of 200 cells by dev.cost; 3 runs without a value are left
/// out": what every picture of these cells says.
[[nodiscard]] std::string subtitle_of(const StudyCells& cells, const PlotRequest& request);

/// The study's title, or its name where it has none.
[[nodiscard]] std::string title_of(const StudyCells& cells);

/// "dev.cost (mean over samples)": a metric with its unit.
[[nodiscard]] std::string metric_label(const std::string& metric);

/// The values of some fields as a name of a cell: "tanh · 0.01". "all runs" when there are none.
[[nodiscard]] std::string name_of_values(const std::vector<store::Field>& fields);

/// The worst value that shares an axis with the others. Those beyond are so much worse (by more
/// than 3 interquartile ranges, and by 1.5 decades where all values are positive) that the axis
/// would hide how the others differ; they are at most a quarter. Infinite where there are none.
[[nodiscard]] double worst_usual(std::vector<double> values, study::Goal goal);

/// Whether the first value is worse.
[[nodiscard]] constexpr bool is_worse(double value, double than, study::Goal goal) {
  return goal == study::Goal::kMinimize ? value > than : value < than;
}

/// "; 2 cells far worse than the others go beyond the edge"; empty for 0.
[[nodiscard]] std::string far_worse_text(std::size_t count, const std::string& noun);

/// Throws UserError where no run of the study has the metric; `option` begins the text.
void require_metric(store::Reader& reader, const store::RunQuery& query, const std::string& metric,
                    const std::string& option);

/// Throws UserError where no run matches query.where.
void require_runs(store::Reader& reader, const store::RunQuery& query, bool any);

}  // namespace ice::report
