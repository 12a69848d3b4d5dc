#pragma once
// Checks one value of a file against its key in the schema.
#include <optional>
#include <string>
#include <string_view>

#include "base/value.hpp"
#include "study/faults.hpp"
#include "study/schema.hpp"

namespace ice::study {

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

}  // namespace ice::study
