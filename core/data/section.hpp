#pragma once
// The sources of data and the keys of their `code.data` sections. Each source has a table of keys;
// complete_section (dataset.hpp) refuses every other key.
#include <cstdint>
#include <string>
#include <vector>

#include "base/rule.hpp"
#include "base/value.hpp"
#include "data/dataset.hpp"

namespace ice::data {

/// One key of a source.
struct Key {
  std::string name;
  base::Rule rule;       ///< what its value may be; a text may not be empty
  base::Value fallback;  ///< the default; null for an optional key, whose value is then null
  bool required = false;
};

/// Make keys of each kind for the tables of the sources.
[[nodiscard]] Key integer_key(std::string name, std::int64_t fallback, double min, double max);
[[nodiscard]] Key real_key(std::string name, double fallback, double min, double max);
/// The key `seed` of a data set or of its split, with default 0.
[[nodiscard]] Key seed_key();
/// The first choice is the default.
[[nodiscard]] Key choice_key(std::string name, std::vector<std::string> choices);
[[nodiscard]] Key required_text_key(std::string name);
[[nodiscard]] Key optional_text_key(std::string name);
/// An optional key for the name of one column (required when `required`), or for several.
[[nodiscard]] Key name_key(std::string name, bool required);
[[nodiscard]] Key names_key(std::string name);
[[nodiscard]] Key flag_key(std::string name, bool fallback);
[[nodiscard]] Key text_key(std::string name, std::string fallback);

/// A source of data.
struct Source {
  std::string name;       ///< the value of data.name
  std::vector<Key> keys;  ///< without those that all sources have (keys_of)
  /// Reads or generates the samples of a completed section. Throws UserError.
  Samples (*load)(const base::Value& section, const Folders& folders);
};

/// All sources, in the order in which messages list them. Made at the first call, never changed.
[[nodiscard]] const std::vector<Source>& sources();

/// The keys of a source's section, with standardize, targets and class_weight, which all sources
/// have; without name and split.
[[nodiscard]] std::vector<Key> keys_of(const Source& source);

/// The keys of `split`. Without `train`, the training part is what the other parts leave.
[[nodiscard]] const std::vector<Key>& split_keys();

/// The path of the file that a completed section names at `key`, found as Folders says. Throws
/// UserError with all folders searched when there is no such file.
[[nodiscard]] std::filesystem::path find_file(const base::Value& section, const std::string& key,
                                              const Folders& folders);

/// The files that a completed section names, as it names them and where find_file finds them. Empty
/// for made data, and for sets that are found without a file name. Throws as find_file does.
struct NamedFile {
  std::string name;
  std::filesystem::path path;
};
[[nodiscard]] std::vector<NamedFile> files_of(const base::Value& section, const Folders& folders);

/// The names that a key of a completed section holds, as texts; empty when the study does not set
/// it.
[[nodiscard]] std::vector<std::string> names_at(const base::Value& section, const std::string& key);

/// The value of a text key of a completed section; empty when the study does not set it.
[[nodiscard]] std::string text_at(const base::Value& section, const std::string& key);

}  // namespace ice::data
