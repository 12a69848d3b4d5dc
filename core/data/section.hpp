#pragma once
// The `code.data` section read strictly: each source has its table of keys, and nothing else is
// accepted.
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "data/dataset.hpp"

namespace ice::data {

/// One key that a source understands.
struct Key {
  /// kPart: a share of the samples, as a fraction below 1 or as a count.
  enum class Kind { kInteger, kReal, kPart, kText, kChoice, kFlag };
  std::string name;
  Kind kind = Kind::kReal;
  base::Value fallback;  ///< the default; null: the key may be left out and is then null
  bool required = false;
  double min = 0;
  double max = std::numeric_limits<double>::infinity();
  std::vector<std::string> choices;
};

[[nodiscard]] Key integer_key(std::string name, std::int64_t fallback, double min, double max);
[[nodiscard]] Key real_key(std::string name, double fallback, double min, double max);
/// `seed` of a data set or of its split; 0 unless given.
[[nodiscard]] Key seed_key();
/// The first choice is the default.
[[nodiscard]] Key choice_key(std::string name, std::vector<std::string> choices);
[[nodiscard]] Key required_text_key(std::string name);
[[nodiscard]] Key optional_text_key(std::string name);
[[nodiscard]] Key text_key(std::string name, std::string fallback);

/// A source of data: its name in `data.name`, its keys, and how a completed section becomes
/// samples.
struct Source {
  std::string name;
  std::vector<Key> keys;
  Samples (*load)(const base::Value& section, const Places& places);
};

/// All sources (sources.cpp), in the order messages list them.
[[nodiscard]] const std::vector<Source>& sources();

/// The file that a completed section names at `key`: absolute, or in $ICE_DATA, or in the study's
/// folder. Throws UserError naming where it was looked for.
[[nodiscard]] std::filesystem::path find_file(const base::Value& section, const std::string& key,
                                              const Places& places);

/// The value of a text key of a completed section; empty when it was left out.
[[nodiscard]] std::string text_at(const base::Value& section, const std::string& key);

}  // namespace ice::data
