#pragma once
// What a study's claims are judged by: one metric of its runs, and when each claim was declared.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "store/record.hpp"

namespace ice::store {

class Connection;

/// How one run of a study ended, seen through one metric.
struct Outcome {
  std::uint64_t cell = 0;
  std::uint64_t seed = 0;
  Status status = Status::kFinished;
  std::string started_at;
  std::optional<double> value;  ///< final; none where the run has no such metric
};

/// Of all runs that the study's plan holds.
[[nodiscard]] std::vector<Outcome> load_outcomes(Connection& connection, std::int64_t study_id,
                                                 const std::string& metric);

/// Name of each claim of the study -> when it was declared in these words.
[[nodiscard]] std::map<std::string, std::string> load_declarations(Connection& connection,
                                                                   std::int64_t study_id);

}  // namespace ice::store
