#pragma once
// Reads one section of a study file by the schema: checks its values, fills in defaults and reports
// unknown keys. Errors are added to `faults`.
#include <set>
#include <string>

#include "base/value.hpp"
#include "study/faults.hpp"
#include "study/schema.hpp"

namespace ice::study {

/// Reads every key below `path` in the schema and returns the section as a map, values in short
/// form (forms.hpp). A null node is an empty section. The result lacks keys of Type::kOwn, which
/// have readers of their own, optional keys without a default that the file does not set, and
/// values with an error. `shown` is the name of the section in messages. A required key may be
/// absent when `supplied` contains its path.
[[nodiscard]] base::Value read_section(const std::string& path, const std::string& shown,
                                       const Node& node, Faults& faults,
                                       const std::set<std::string>& supplied = {});

/// A null node with the location of `parent`. It stands for a section that a file leaves out, so
/// that errors about it have a location.
[[nodiscard]] Node absent_in(const Node& parent);

/// The default of a key in short form. REQUIRES: the key has one (key.fallback is not empty).
[[nodiscard]] base::Value default_of(const Key& key);

}  // namespace ice::study
