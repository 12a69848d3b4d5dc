#pragma once
// The JSON Schema of plugin references.
#include <optional>

#include "base/value.hpp"
#include "plugin/catalog.hpp"
#include "study/schema.hpp"

namespace ice::reference {

/// The kind of the plugins that a key of Type::kPlugin names.
[[nodiscard]] plugin::Kind kind_of(const study::Key& key);

/// The names under which a study may name a plugin of the catalogue: its id, and its short name
/// where that means no other plugin.
[[nodiscard]] std::vector<std::string> names_of(const plugin::Catalog& catalog,
                                                const plugin::PluginInfo& plugin);

/// A name, or a map with it, the keys of ice at this place (`host`: name -> schema) and the
/// plugin's parameters. Plugins that the catalogue does not know may have any.
[[nodiscard]] base::Value plugin_schema(const plugin::Catalog& catalog, const study::Key& key,
                                        const base::Value& host);

}  // namespace ice::reference
