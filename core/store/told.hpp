#pragma once
// Trials that ice only proposes and somebody else trains (`ice ask`), and what was told of them
// (`ice tell`). They are kept apart from runs: ice cannot train them again. Functions throw
// StoreError.
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// What came of a trial that was asked for.
enum class ToldStatus { kAsked, kFinished, kFailed };
[[nodiscard]] std::string to_string(ToldStatus status);  ///< "asked"

struct ToldTrial {
  std::string study;
  std::string key;         ///< 64 lower-case hex digits, unique in the store
  std::uint64_t cell = 0;  ///< number of its cell when it was asked for
  std::uint64_t seed = 0;
  base::Value parameters = base::Value::object();  ///< full path -> value
  ToldStatus status = ToldStatus::kAsked;
  std::map<std::string, double> metrics;  ///< may be NaN or infinite
  std::string asked_at, told_at;          ///< utc_text; told_at is empty until then
};

/// The trials of a study, in the order in which they were asked for; none for an unknown study.
[[nodiscard]] std::vector<ToldTrial> load_told(Connection& connection, const std::string& study);

/// The trials whose keys begin with `prefix`, at most two.
[[nodiscard]] std::vector<ToldTrial> find_told(Connection& connection, const std::string& prefix);

/// Records trials, over earlier ones with the same key. REQUIRES: a transaction is open, and their
/// studies are recorded.
void put_told(Connection& connection, const std::vector<ToldTrial>& trials);

/// One line for each trial that does not match its checksum.
[[nodiscard]] std::vector<std::string> damaged_told(Connection& connection);

}  // namespace ice::store
