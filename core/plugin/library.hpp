#pragma once
// Loads plugin libraries into this process and creates plugins from them. Only workers and other
// child processes call this, because a faulty library can end the process. load() and create() are
// not thread-safe: one thread at a time. Only library.cpp uses Boost.DLL.
#include <filesystem>
#include <memory>
#include <string>

#include "base/value.hpp"
#include "ice/abi.h"
#include "plugin/catalog.hpp"
#include "plugin/instance.hpp"

namespace ice::plugin {

/// All that a worker needs to create one plugin.
struct Recipe {
  Kind kind = Kind::kActivation;
  std::string id;
  std::filesystem::path file;
  base::Value parameters;  ///< a map with every declared parameter
  std::string stamp;       ///< PluginInfo::stamp; empty: the file may have changed since
};
[[nodiscard]] Recipe recipe(const Resolved& resolved);
/// A recipe as JSON, and back, to pass it between processes.
[[nodiscard]] base::Value to_value(const Recipe& recipe);
[[nodiscard]] Recipe recipe_from(const base::Value& value);

/// Creates the plugin of a recipe; loads its library on first use. Throws UserError when the file
/// cannot be loaded or has changed since it was probed, PluginError or std::bad_alloc when the
/// plugin's constructor fails. REQUIRES: a probe accepted the file.
[[nodiscard]] std::shared_ptr<const Instance> create(const Recipe& recipe);

/// Loads a library and returns its descriptor; a second call returns the same one. The library is
/// never unloaded, because unloading is not safe (thread-local data, unique symbols, atexit).
/// REQUIRES: read_card (build_card.hpp) accepted the file; the system's loader dies of a damaged
/// one. Throws UserError when the file cannot be loaded; the text does not name it.
[[nodiscard]] const ice_library& load(const std::filesystem::path& file);

/// A text that changes when a file is replaced or modified, found without reading it: device,
/// inode, size and time of the last modification. Empty when there is no such file.
[[nodiscard]] std::string file_stamp(const std::filesystem::path& file);

}  // namespace ice::plugin
