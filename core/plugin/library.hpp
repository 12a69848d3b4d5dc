#pragma once
// Loads plugin libraries into this process (workers and children only) and creates instances. The
// one home of Boost.DLL. Not thread-safe.
#include <filesystem>
#include <memory>
#include <string>

#include "base/value.hpp"
#include "ice/abi.h"
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
  std::string stamp;       ///< PluginInfo::stamp; empty: any file will do
};
[[nodiscard]] Recipe recipe(const Resolved& resolved);
[[nodiscard]] base::Value to_value(const Recipe& recipe);
[[nodiscard]] Recipe recipe_from(const base::Value& value);

/// Loads the recipe's library on first use and creates the plugin. Throws UserError when the file
/// cannot be loaded or is no longer the one that was probed, PluginError when the plugin's
/// constructor refuses.
[[nodiscard]] std::shared_ptr<const Instance> create(const Recipe& recipe);

/// Loads a library, or returns what it described when it was first loaded: it stays for ever, as
/// unloading is not safe (thread-local data, unique symbols, atexit). Only after read_card
/// (card.hpp) accepted the file: the system's loader dies of a damaged one. Throws UserError with a
/// text that does not name the file.
[[nodiscard]] const ice_library& load(const std::filesystem::path& file);

/// Identity of a file's present content without reading it: device, inode, size, time of change.
/// Empty when there is no such file.
[[nodiscard]] std::string file_stamp(const std::filesystem::path& file);

}  // namespace ice::plugin
