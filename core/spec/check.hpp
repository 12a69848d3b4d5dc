#pragma once
// Checks what a file says against the schema.
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/value.hpp"
#include "spec/faults.hpp"
#include "spec/schema.hpp"

namespace ice::spec {

/// The value of a key, checked and in its short form (forms.hpp); nothing after a fault was added.
/// `path` is what messages call it.
[[nodiscard]] std::optional<base::Value> check_value(const Key& key, const Node& node,
                                                     const std::string& path, Faults& faults);

/// A value of a plugin's own parameter, which only the plugin can judge: a finite number, a flag or
/// a text.
[[nodiscard]] std::optional<base::Value> check_plugin_parameter(const Node& node,
                                                                const std::string& path,
                                                                Faults& faults);

/// A plugin's name (`[a-z][a-z0-9_]*`), or package/name: nothing that could lead out of a folder.
[[nodiscard]] bool is_plugin_name(std::string_view text);

/// The default of a key that has one, in short form.
[[nodiscard]] base::Value default_of(const Key& key);

/// Reads one section: every key below `path` in the schema, defaults filled in, unknown keys
/// reported with the nearest name. A null node is an empty section. Keys of Type::kOwn are left to
/// their readers, optional ones that are not there are left out. `shown` is the section's path in
/// messages. A required key may be absent when `supplied` holds its path.
[[nodiscard]] base::Value read_section(const std::string& path, const std::string& shown,
                                       const Node& node, Faults& faults,
                                       const std::set<std::string>& supplied = {});

/// A null node where a section would stand: for sections that a file leaves out.
[[nodiscard]] Node absent_in(const Node& parent);

}  // namespace ice::spec
