#pragma once
// Chooses the runs of a study that pictures of networks are drawn of.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "report/study_cells.hpp"
#include "store/query/query.hpp"

namespace ice::cli {

/// The run that stands for a cell.
struct BestRun {
  std::string key{};
  std::uint64_t cell = 0;
  std::uint64_t seed = 0;
  std::uint64_t revision = 0;  ///< the newest that holds the run
  std::string name{};          ///< the cell's varied parameters: "tanh, 0.1"; may be empty
  double value = 0;            ///< of the metric
};

/// Which of a cell's finished runs stands for it: the best, or the one with the seed of the best
/// cell's best run, if there is one, so that all start alike.
enum class Choice { kBest, kSameSeed };

/// The study of a request; its metric and goal are those to rank cells by: `by`, or else the
/// metric, or else the study's. Throws UserError for an unknown study or metric, and where no run
/// matches query.where.
[[nodiscard]] store::StudyRow study_ranked_by(store::Reader& reader,
                                              const report::PlotRequest& request);

/// A run for each of the best `most` cells that the query selects, the best cell first, by the
/// metric of `study`.
[[nodiscard]] std::vector<BestRun> best_runs(store::Reader& reader, const store::RunQuery& query,
                                             const store::StudyRow& study, std::size_t most,
                                             Choice choice = Choice::kBest);

/// "tanh, 0.1: 0.9125"
[[nodiscard]] std::string title_of(const BestRun& run);

}  // namespace ice::cli
