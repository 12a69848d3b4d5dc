#pragma once
// Names in a store that a user may want to type, for a shell that completes a command line. Each
// call takes milliseconds, however large the store is: it looks at an index or at a few rows, so
// what it offers is what most runs of a study have, not what every run has.
#include <cstdint>
#include <string>
#include <vector>

#include "store/sqlite/sqlite.hpp"

namespace ice::store {

enum class Offered {
  kStudies,  ///< their names, sorted; explained by their titles
  kRuns,     ///< short ids: the newest first, or sorted when a beginning is given; explained by
             ///< study, cell, seed and status
  kMetrics,  ///< of one finished run of the study; without a study all of the store
  kColumns,  ///< what --where and --sort know: fixed columns, varied parameters, these metrics
};

/// A word to type, and what it means (it may be empty).
struct Offer {
  std::string word, help;
};

/// What is offered to a word that begins with `begun`. At most some hundred. `study` may be empty,
/// or unknown: then nothing of a study is offered.
[[nodiscard]] std::vector<Offer> load_offers(Connection& connection, Offered what,
                                             const std::string& begun, const std::string& study);

}  // namespace ice::store
