#pragma once
// Resolves the names in --where and --sort: parameters, metrics and the fixed columns of runs.
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// A fixed column of runs; `sql` is an expression for its value in a row `r` of the table `runs`.
struct FixedColumn {
  std::string name, sql;
};

enum class NameKind { kParams, kMetrics };
/// The name of a parameter or metric.
struct StoredName {
  std::int64_t id = 0;  ///< row id in the table `names`
  std::string name;
};
/// All names of this kind in the store, sorted.
[[nodiscard]] std::vector<StoredName> stored_names(Connection& connection, NameKind kind);

/// All spellings of all names in a store: "optimizer.learning_rate", optimizer_learning_rate, and
/// learning_rate when no other name ends so. Case does not matter, as in SQL. When one spelling
/// stands for several columns, a fixed column comes first, then a full name, then one with
/// underscores. Borrows the connection. Not thread-safe: one thread at a time.
class Names {
 public:
  /// With a `study_id`, a spelling of several names means those that the study's runs have.
  Names(Connection& connection, std::span<const FixedColumn> fixed,
        std::optional<std::int64_t> study_id);

  /// The columns that an expression may need, as SQL: ", sql AS name" for every spelling of exactly
  /// one column that occurs in `text`.
  [[nodiscard]] std::string columns_for(std::string_view text);

  /// The full names of the columns of which a spelling stands in `text` as a word, each once, in
  /// their order in the text.
  [[nodiscard]] std::vector<std::string> mentioned(std::string_view text);

  /// A column that a name stands for.
  struct Found {
    std::string name;              ///< its full name
    std::optional<NameKind> kind;  ///< nullopt for a fixed column
    std::int64_t id = 0;           ///< StoredName::id of a parameter or metric
  };
  /// The column with this spelling; nullopt when there is none, or several.
  [[nodiscard]] std::optional<Found> find(const std::string& spelling);
  /// Whether exactly one column has this spelling.
  [[nodiscard]] bool knows(const std::string& spelling);
  /// Whether at least one column of the store has this spelling.
  [[nodiscard]] bool spells(const std::string& spelling) const;

  /// A hint about a name that is not understood: the columns that it may mean, how to write it, the
  /// nearest name, or the first names (of the study's runs) and how to see all.
  [[nodiscard]] std::string advice(const std::string& unknown);

 private:
  struct Column {
    std::string name, sql;
    std::optional<NameKind> kind;  // nullopt for a fixed column
    std::int64_t name_id = 0;      // StoredName::id
  };
  struct Meaning {
    int rank = 0;  // kind of the spelling: fixed, full, underscores, last part
    std::vector<std::size_t> columns;
  };

  void add(Column column);
  void spell(const std::string& spelling, int rank, std::size_t column);
  [[nodiscard]] const std::vector<std::size_t>& meanings(Meaning& meaning);
  [[nodiscard]] bool in_study(const Column& column);
  [[nodiscard]] std::string guess(const std::string& unknown);
  [[nodiscard]] std::vector<std::string> known();

  Connection& connection_;
  std::optional<std::int64_t> study_id_;
  std::vector<Column> columns_;
  std::map<std::string, Meaning> spellings_;  // by lower-case spelling
};

/// The text as an SQL literal in single quotes, and as an SQL name in double quotes.
[[nodiscard]] std::string quoted_text(const std::string& text);
[[nodiscard]] std::string quoted_name(const std::string& name);

}  // namespace ice::store
