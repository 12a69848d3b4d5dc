#pragma once
// The names by which --where and --sort mean parameters, metrics and the fixed columns of runs.
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// A fixed column of runs, and the SQL that gives it for a row `r` of runs.
struct FixedColumn {
  std::string name, sql;
};

/// Names of parameters (`kParams`) or metrics in the whole store, sorted.
enum class NameKind { kParams, kMetrics };
struct StoredName {
  std::int64_t id = 0;  ///< in the table `names`
  std::string name;
};
[[nodiscard]] std::vector<StoredName> stored_names(Connection& connection, NameKind kind);

/// All spellings of all names in a store: "optimizer.learning_rate", optimizer_learning_rate, and
/// learning_rate where nothing else ends so. Where spellings meet, a fixed column goes first, then
/// the full name, then the one with underscores. Case does not matter, as in SQL.
class Names {
 public:
  /// `study_id`: of names that meet, only those count that the study's runs have.
  Names(Connection& connection, std::span<const FixedColumn> fixed,
        std::optional<std::int64_t> study_id);

  /// "sql AS name, ..." for every spelling that occurs in `text`: what an expression may need.
  [[nodiscard]] std::string columns_for(std::string_view text);

  /// The one column that has this name, whole; nothing when none has, or several.
  struct Found {
    std::string name;
    std::optional<NameKind> kind;  ///< none: a fixed column
    std::int64_t id = 0;           ///< of a parameter or metric, in the table `names`
  };
  [[nodiscard]] std::optional<Found> find(const std::string& spelling);
  /// Whether exactly one column has this name.
  [[nodiscard]] bool knows(const std::string& spelling);
  /// Whether any column has.
  [[nodiscard]] bool spells(const std::string& spelling) const;

  /// What to say of a name that is not understood: which ones it may mean, how to write it, the
  /// nearest one, or all.
  [[nodiscard]] std::string advice(const std::string& unknown);

 private:
  struct Column {
    std::string name, sql;
    std::optional<NameKind> kind;  // of those that may be missing in a study
    std::int64_t name_id = 0;      // of the same
  };
  struct Meaning {
    int rank = 0;  // of the spelling: fixed, full, underscores, last part
    std::vector<std::size_t> columns;
  };

  void add(Column column);
  void spell(const std::string& spelling, int rank, std::size_t column);
  [[nodiscard]] const std::vector<std::size_t>& meanings(Meaning& meaning);
  [[nodiscard]] bool in_study(const Column& column);
  [[nodiscard]] std::string guess(const std::string& unknown) const;
  [[nodiscard]] std::vector<std::string> known() const;

  Connection& connection_;
  std::optional<std::int64_t> study_id_;
  std::vector<Column> columns_;
  std::map<std::string, Meaning> spellings_;  // by lower-case spelling
};

/// A text as an SQL literal or as an SQL name.
[[nodiscard]] std::string quoted_text(const std::string& text);
[[nodiscard]] std::string quoted_name(const std::string& name);

}  // namespace ice::store
