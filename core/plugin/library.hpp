#pragma once
// Loads plugin libraries into this process (workers and children only) and creates instances. The
// one home of Boost.DLL.
#include <filesystem>
#include <memory>
#include <string>

#include "base/value.hpp"
#include "plugin/catalog.hpp"
#include "plugin/functions.hpp"

namespace ice::plugin {

/// Which plugin to make, from which file, with which parameters: what a trial frame says of each of
/// its plugins.
struct Recipe {
  Kind kind = Kind::kActivation;
  std::string id;
  std::filesystem::path file;
  base::Value parameters;  ///< a map with every declared parameter
};

/// Loads the recipe's library on first use (kept for ever; plugins are never unloaded) and creates
/// the plugin. Throws UserError when the file cannot be loaded, PluginError when the plugin's
/// constructor refuses. Not thread-safe.
[[nodiscard]] std::shared_ptr<const Instance> create(const Recipe& recipe);

}  // namespace ice::plugin
