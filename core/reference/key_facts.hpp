#pragma once
// The reference of study files: what the tables that check a study (study/schema.hpp and the data
// sets' in data/section.hpp) say of every key. All of it is made at the first call and never
// changes: any thread may call these functions.
#include <string>
#include <vector>

#include "base/value.hpp"

namespace ice::reference {

/// What a key of `code.data` may be for some data sets.
struct DataUse {
  std::vector<std::string> data_sets;  ///< "planar", "moons"
  std::string expected;                ///< "a whole number in [2, 1000000]"
  std::string fallback;                ///< the default as text; empty: none
  bool is_required = false;
};

/// One key of a study file.
struct KeyFacts {
  std::string path;      ///< "code.training.epochs", "code.network.hidden[].units"
  std::string key;       ///< its path in the schema: "layer.units"
  std::string meaning;   ///< "samples per update"
  std::string expected;  ///< "a whole number >= 1"
  std::string fallback;  ///< the default as YAML; empty: none
  bool is_required = false;
  std::string example;        ///< one of its values as YAML
  std::string plugins;        ///< of keys that name a plugin: its kind, "activation"
  base::Value in_study;       ///< the example in the maps above it: {code: {training: ...}}
  std::vector<DataUse> uses;  ///< of keys of data sets; empty for others
};

/// All keys in the order of the schema, those of list items and inner maps behind their list.
[[nodiscard]] const std::vector<KeyFacts>& all_keys();

/// The keys that `name` means: a key by its whole path, without its first parts
/// ("training.epochs", "epochs") or by its path in the schema, or all keys of a section
/// ("optimizer"). Throws UserError, with the nearest name, when it means none.
[[nodiscard]] std::vector<const KeyFacts*> find_keys(const std::string& name);

}  // namespace ice::reference
