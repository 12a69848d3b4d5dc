#pragma once
// Checks one value of a study file against its key in the schema. The readers of the sections call
// these functions; errors are added to `faults`, so that the user sees all of them at once. `path`
// is the name of the value in messages ("experiment.parameters.optimizer.beta1.values[2]").
#include <optional>
#include <string>
#include <string_view>

#include "base/value.hpp"
#include "study/faults.hpp"
#include "study/schema.hpp"

namespace ice::study {

/// The value of a key in its short form (forms.hpp), or nullopt after an error was added. REQUIRES:
/// key.type is not Type::kOwn; throws Error otherwise.
[[nodiscard]] std::optional<base::Value> check_value(const Key& key, const Node& node,
                                                     const std::string& path, Faults& faults);

/// The value of a plugin's own parameter: a finite number, a flag or a text. The plugin's range for
/// it is checked later, against the catalogue. Returns nullopt after an error was added.
[[nodiscard]] std::optional<base::Value> check_plugin_parameter(const Node& node,
                                                                const std::string& path,
                                                                Faults& faults);

/// Whether the text is a plugin's name ([a-z][a-z0-9_]*) or package/name. Such a text is safe as
/// part of a file name.
[[nodiscard]] bool is_plugin_name(std::string_view text);

}  // namespace ice::study
