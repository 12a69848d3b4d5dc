#pragma once
// What the claims of a study are judged by: one metric of its runs, and when each claim was
// declared; and the looks, the records of earlier judgements. Functions throw StoreError.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "store/record.hpp"
#include "study/study.hpp"

namespace ice::store {

class Connection;

/// How one run of a study ended, and the value of one metric.
struct Outcome {
  std::uint64_t cell = 0;  ///< number of its cell in the revision's plan
  std::string cell_key;
  std::uint64_t seed = 0;
  Status status = Status::kFinished;
  std::string started_at;       ///< start of the first run of its key, even if it was run again
  std::optional<double> value;  ///< final value; nullopt when the run has no such metric
};

/// One outcome per run of the revision's current plan, by cell and seed. Runs of earlier plans
/// (with other plugin files, for example) are left out.
[[nodiscard]] std::vector<Outcome> load_outcomes(Connection& connection, std::int64_t revision_id,
                                                 const std::string& metric);

/// The cells of the revision's current plan that have recorded runs: number -> Cell::varied.
[[nodiscard]] std::map<std::uint64_t, base::Value> load_varied(Connection& connection,
                                                               std::int64_t revision_id);

/// Name of each claim of the revision -> the time (utc_text) at which the study first declared a
/// claim of this name with the same definition.
[[nodiscard]] std::map<std::string, std::string> load_declarations(Connection& connection,
                                                                   std::int64_t revision_id);

/// The definition of a claim as JSON. Declarations and looks with the same definition are about the
/// same claim. It includes the experiment's goal when that is not the usual one of the claim's
/// metric, because it reverses the claim.
[[nodiscard]] std::string definition_of(const study::Claim& claim,
                                        const study::Experiment& experiment);

/// One look at a claim: a judgement on other runs than before that could have decided the claim.
/// core/judge makes looks and counts them, because every look spends a part of the error rate.
struct Look {
  std::string claim;           ///< name of the claim
  std::string definition;      ///< definition_of the claim
  std::string basis;           ///< JSON: the plugin files, data and numerics that were judged
  std::uint64_t look = 1;      ///< number of the look among those at this claim and basis, from 1
  std::uint64_t revision = 0;  ///< number of the revision
  std::uint64_t seeds = 0, pairs = 0;  ///< how many were compared
  double alpha = 0;                    ///< the error rate that this look spent
  double p = 1;
  double effect = 0, low = 0, high = 0;  ///< mean difference and its 95 % interval; may be NaN
  std::string verdict;
  std::string judged_at;  ///< utc_text
  std::string cells;      ///< digest of the cells that were compared
  std::string runs;       ///< digest of these cells and their seeds
};

/// All looks at the claims of a study, in the order of claim, definition, basis and look.
[[nodiscard]] std::vector<Look> load_looks(Connection& connection, const std::string& study);

}  // namespace ice::store
