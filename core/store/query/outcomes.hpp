#pragma once
// What a study's claims are judged by: one metric of its runs, and when each claim was declared.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "store/record.hpp"
#include "study/study.hpp"

namespace ice::store {

class Connection;

/// How one run of a study ended, seen through one metric.
struct Outcome {
  std::uint64_t cell = 0;  ///< in the revision's plan
  std::string cell_key;
  std::uint64_t seed = 0;
  Status status = Status::kFinished;
  std::string started_at;       ///< of the first run of its key, also when it was run again
  std::optional<double> value;  ///< final; none where the run has no such metric
};

/// Of the runs that the revision's present plan holds, by cell and seed: what an earlier plan of it
/// held (of other plugin files, say) is left out.
[[nodiscard]] std::vector<Outcome> load_outcomes(Connection& connection, std::int64_t revision_id,
                                                 const std::string& metric);

/// Name of each claim of the revision -> when the study first declared it in these words.
[[nodiscard]] std::map<std::string, std::string> load_declarations(Connection& connection,
                                                                   std::int64_t revision_id);

/// The words of a claim by which its declarations and looks are known to be of the same claim. A
/// goal of the experiment that is against the nature of the claim's metric is one of them: it turns
/// the claim round.
[[nodiscard]] std::string definition_of(const study::Claim& claim,
                                        const study::Experiment& experiment);

/// One time that a claim was judged by other runs than before, and could have been decided.
struct Look {
  std::string claim;
  std::string definition;  ///< definition_of
  std::string basis;       ///< JSON: the plugin files, data and numerics that were judged
  std::uint64_t look = 1;
  std::uint64_t revision = 0;  ///< its number
  std::uint64_t seeds = 0, pairs = 0;
  double alpha = 0;  ///< that it spent
  double p = 1;
  double effect = 0, low = 0, high = 0;  ///< mean difference and its 95 % interval; may be nan
  std::string verdict;
  std::string judged_at;  ///< utc_text
  std::string cells;      ///< digest of the cells that were compared
  std::string runs;       ///< digest of these cells and their seeds
};

/// All looks at the claims of a study, in the order of claim, definition, basis and look.
[[nodiscard]] std::vector<Look> load_looks(Connection& connection, const std::string& study);

}  // namespace ice::store
