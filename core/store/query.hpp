#pragma once
// Reading the store: read-only, under an authorizer that allows SELECT alone.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "spec/study.hpp"
#include "store/outcomes.hpp"
#include "store/record.hpp"

namespace ice::store {

/// A cell of a table: null, number (which may be nan or infinite), bool, text, list or map.
using Field = base::Value;

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Field>> rows;
};

/// Which runs, in which order.
struct RunQuery {
  std::string study;  ///< name (the newest study of it), or empty for all runs
  /// An SQL expression, empty for all. Names in it: id, key, study, cell, seed, status, error,
  /// epochs, seconds, started_at, finished_at; parameters and metrics (their final value) by full
  /// name in double quotes, with underscores for dots, or by the last part where it is unique. A
  /// parameter is a number where it has one (booleans 1 and 0), else text; a metric that is absent
  /// or not finite is NULL.
  std::string where;
  std::string sort;         ///< one such name, "-name" for descending; empty: as recorded.
                            ///< Runs without a value come last either way
  std::uint64_t limit = 0;  ///< 0: all
};

struct StudyRow {
  std::int64_t id = 0;
  std::string name, title, why, follows;
  std::vector<std::string> tags;
  std::string created_at;
  std::string spec;                          ///< the resolved study as YAML
  std::string metric;                        ///< of the experiment: "dev.cost"
  spec::Goal goal = spec::Goal::kMinimize;   ///< of the experiment
  std::vector<std::string> claims;           ///< names
  std::map<Status, std::uint64_t> statuses;  ///< runs of its plan that ended so
  std::optional<double> best;  ///< final value of `metric` over its finished runs; none without any
};

/// A read-only connection; a writer may be busy beside it. One thread. Every call may throw
/// StoreError when the file is damaged, and takes `query_limit` at most (UserError).
class Reader {
 public:
  /// Throws StoreError when the file is absent, not a store, or newer than this program.
  explicit Reader(const std::filesystem::path& file,
                  std::chrono::milliseconds query_limit = std::chrono::seconds(60));
  ~Reader();

  /// All studies, the newest last; of a name that was planned with several texts, all of them.
  [[nodiscard]] std::vector<StudyRow> studies();
  /// The newest study of this name; throws UserError with the nearest name.
  [[nodiscard]] StudyRow study(const std::string& name);

  /// How the run of each key ended; nothing for keys that are not recorded.
  [[nodiscard]] std::vector<std::optional<Status>> statuses(std::span<const std::string> keys);

  /// One metric of all runs of a study's plan, by cell and seed.
  [[nodiscard]] std::vector<Outcome> outcomes(std::int64_t study_id, const std::string& metric);
  /// Name of each claim of a study -> when it was first declared in these words.
  [[nodiscard]] std::map<std::string, std::string> declarations(std::int64_t study_id);

  /// Runs as a wide table: id, study, cell, seed, status, epochs, seconds, then a column for each
  /// parameter that varies among the study's runs (all runs, without a study) and for each of their
  /// metrics, both under their full names. Throws UserError for an unknown study or name, or a
  /// wrong expression.
  [[nodiscard]] Table runs(const RunQuery& query);

  /// Everything of one run, by a unique prefix of its key (at least 6 characters). Throws
  /// UserError.
  [[nodiscard]] StoredRun run(const std::string& prefix);
  /// Its curves; all of them, or the one of `metric` (none when it has no such curve).
  [[nodiscard]] std::vector<Curve> curves(const std::string& prefix,
                                          const std::string& metric = "");

  /// Any single SELECT. Throws UserError for anything that is not one, that would write, attach or
  /// load, or whose answer is too large.
  [[nodiscard]] Table sql(const std::string& query);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ice::store
