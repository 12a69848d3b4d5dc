#pragma once
// The keys of a study file in one table: the type, default and meaning of each. The readers check
// values and varied values against it, take defaults from it and find the nearest name for a
// misspelt one. The table is built at the first call and never changes: any thread may call these
// functions. The pointers and references that they return are valid until the program ends.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/rule.hpp"

namespace ice::study {

/// What the value of a key may be. check_value (check.hpp) implements one check per type.
enum class Type {
  kFlag,
  kWhole,
  kReal,
  kText,
  kTexts,  ///< a list of texts, or one text
  kChoice,
  kStudyName,  ///< [a-z0-9-]
  kMetric,     ///< train|dev|test and a measure: "dev.cost"
  kPlugin,     ///< a name, or {name: ..., parameters}; the keys below its path belong to ice
  kSettings,   ///< a map of the keys below its path, or only their `name`: cosine
  kLayers,     ///< a list with one item per hidden layer: its units, or a map (keys below "layer")
  kRates,      ///< a number in the range, or a list with one per hidden layer
  kBatchSize,  ///< a whole number, or `full`
  kBytes,      ///< a number of bytes: 2GiB
  kNames,      ///< a name, a whole number, or a list of them: a data set checks which
  kWeights,    ///< a word, or a map from names to numbers: a data set checks which
  kOwn         ///< not checked by the table: a function of its own reads it
};

/// One key of a study file.
struct Key {
  std::string path;  ///< "code.training.epochs"
  Type type = Type::kOwn;
  std::string help;        ///< its meaning, to complete the sentence "missing: it is ..."
  std::string fallback{};  ///< the default as YAML text; empty: none
  bool is_required = false;
  base::Interval range{};
  std::vector<std::string> choices{};
  std::map<std::string, std::string, std::less<>> aliases{};  ///< other word -> the choice it means

  // Only the table in schema.cpp uses these: each returns a copy of the key with one field set.
  [[nodiscard]] Key by_default(std::string yaml) const;
  [[nodiscard]] Key required() const;
  [[nodiscard]] Key within(base::Interval interval) const;
  [[nodiscard]] Key one_of(std::vector<std::string> words) const;
  [[nodiscard]] Key alias(std::string other, std::string word) const;
};

/// The key at a full path, or nullptr when the path is a section or unknown. Four sections hold
/// keys of items of lists and maps: "layer" (of network.hidden), "seeds" (experiment.seeds as a
/// map), "parameter" (of experiment.parameters) and "claim" (of idea.claims).
[[nodiscard]] const Key* find_key(std::string_view path);

/// All keys, in the order of the table.
[[nodiscard]] const std::vector<Key>& all_keys();

/// The key of a parameter ("training.epochs"), or nullptr for a plugin's own parameter.
[[nodiscard]] const Key* find_code_key(std::string_view parameter);

/// The names one level below a path, in the order of the table. Empty when the path is no section.
[[nodiscard]] const std::vector<std::string>& names_below(std::string_view path);

/// The way back: {"a.b", "c"} -> "a.b.c"; {"", "c"} -> "c".
[[nodiscard]] std::string join_path(std::string_view parent, std::string_view name);

}  // namespace ice::study
