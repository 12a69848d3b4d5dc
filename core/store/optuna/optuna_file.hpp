#pragma once
// Writes a study in the form in which Optuna keeps its studies in SQLite: the tables of its RDB
// storage, as Optuna 3.1 and Optuna 3.2 (and every later one up to 4) make them.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "store/sqlite/sqlite.hpp"
#include "study/study.hpp"

namespace ice::store {

/// The schema of the file: v3.0.0.d, which Optuna 3.0 and 3.1 read, or v3.2.0.a. Each Optuna reads
/// only its own; a newer one upgrades an older file (`optuna storage upgrade`).
enum class OptunaSchema { k31, k32 };

/// A trial. All its texts are UTF-8.
struct OptunaTrial {
  struct Parameter {
    std::string name;
    double value = 0;          ///< of a categorical distribution: the index of the choice
    std::string distribution;  ///< JSON, as Optuna writes it
  };
  bool is_complete = false;                        ///< COMPLETE; otherwise FAIL
  std::optional<double> value;                     ///< not NaN; a complete trial has one
  std::string started_at, finished_at;             ///< utc_text
  std::vector<Parameter> parameters;               ///< names are unique
  std::vector<std::uint64_t> steps;                ///< of the intermediate values, increasing
  std::vector<double> intermediate;                ///< one per step; may be NaN or infinite
  base::Value attributes = base::Value::object();  ///< user attributes
};

/// A file with one study. Order of calls: add() for each trial, then finish(). Not thread-safe: one
/// thread at a time. All throw StoreError: the folder is absent, no space is left ...
class OptunaFile {
 public:
  /// Makes the file, which must not exist, and begins its one transaction.
  OptunaFile(const std::filesystem::path& file, OptunaSchema schema, const std::string& study,
             const study::Experiment& experiment, const base::Value& attributes);

  void add(const OptunaTrial& trial);

  /// Commits. Without it the file stays empty.
  void finish();

 private:
  Connection db_;
  std::optional<Transaction> transaction_;
  std::int64_t number_ = 0;  // of the next trial
  std::optional<Statement> trial_, value_, step_, parameter_, attribute_;
};

}  // namespace ice::store
