#pragma once
// All keys of a study file in one table: what each may hold, its default, its meaning. The table
// drives checking, defaults, the check of varied values and the nearest names in messages.
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ice::study {

enum class Type {
  kFlag,
  kWhole,
  kReal,
  kText,
  kTexts,  ///< a list of texts, or one text
  kChoice,
  kStudyName,  ///< [a-z0-9-]
  kMetric,     ///< train|dev|test and a measure: "dev.cost"
  kPlugin,     ///< a name, or {name: ..., parameters}; keys below its path are the host's own
  kSettings,   ///< a map of the keys below its path, or their `name` alone: cosine
  kLayers,     ///< units per hidden layer, or maps of units and what differs in this layer
  kRates,      ///< a number in the range, or one per hidden layer
  kBatchSize,  ///< a whole number, or `full`
  kBytes,      ///< 2GiB
  kOwn         ///< read by a function of its own
};

/// An interval of numbers.
struct Range {
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
  bool max_open = false;
  bool min_open = false;
  [[nodiscard]] bool contains(double x) const;  ///< false for nan
  [[nodiscard]] std::string text() const;       ///< " >= 1", " in [0, 1)", or empty
};

struct Key {
  std::string path;  ///< "code.training.epochs"
  Type type = Type::kOwn;
  std::string help;        ///< what it is, as the end of "missing: it is ..."
  std::string fallback{};  ///< the default as YAML; empty: none
  bool is_required = false;
  Range range{};
  std::vector<std::string> choices{};
  std::vector<std::string> later{};  ///< choices that are known but not there yet
  std::map<std::string, std::string, std::less<>> aliases{};  ///< other words for choices

  // For the table: each returns the key with one more thing said of it.
  [[nodiscard]] Key by_default(std::string yaml) const;
  [[nodiscard]] Key required() const;
  [[nodiscard]] Key within(Range interval) const;
  [[nodiscard]] Key one_of(std::vector<std::string> words) const;
  [[nodiscard]] Key not_yet(std::vector<std::string> words) const;
  [[nodiscard]] Key alias(std::string other, std::string word) const;
};

/// The largest whole number that no other one becomes when it is read as a double: 2^53 - 1.
inline constexpr double kLargestWhole = 9007199254740991.0;

/// The key at a full path; nullptr when there is none (a section, or unknown). Below "layer",
/// "seeds", "parameter" and "claim" stand the keys of a layer of network.hidden, of
/// experiment.seeds as a map, and of one item of experiment.parameters and idea.claims.
[[nodiscard]] const Key* find_key(std::string_view path);

/// The key of a varied parameter ("training.epochs"); nullptr for a plugin's own parameter.
[[nodiscard]] const Key* find_code_key(std::string_view parameter);

/// Names one level below a path, in the table's order; empty when the path is no section.
[[nodiscard]] const std::vector<std::string>& names_below(std::string_view path);

/// "a.b.c" -> {"a.b", "c"}; {"", "c"} for a name alone.
[[nodiscard]] std::pair<std::string_view, std::string_view> split_last(std::string_view path);

/// The way back: {"a.b", "c"} -> "a.b.c"; {"", "c"} -> "c".
[[nodiscard]] std::string join_path(std::string_view parent, std::string_view name);

}  // namespace ice::study
