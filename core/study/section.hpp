#pragma once
// Reads the sections of a file by the schema: checks, defaults, unknown keys.
#include <set>
#include <string>

#include "base/value.hpp"
#include "study/faults.hpp"
#include "study/schema.hpp"

namespace ice::study {

/// Reads one section: every key below `path` in the schema, defaults filled in, unknown keys
/// reported with the nearest name. A null node is an empty section. Keys of Type::kOwn are left to
/// their readers, optional ones that are not there are left out. `shown` is the section's path in
/// messages. A required key may be absent when `supplied` holds its path.
[[nodiscard]] base::Value read_section(const std::string& path, const std::string& shown,
                                       const Node& node, Faults& faults,
                                       const std::set<std::string>& supplied = {});

/// A null node where a section would stand: for sections that a file leaves out.
[[nodiscard]] Node absent_in(const Node& parent);

/// The default of a key that has one, in short form.
[[nodiscard]] base::Value default_of(const Key& key);

}  // namespace ice::study
