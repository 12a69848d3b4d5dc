#pragma once
// A saved network and what it takes to load it again. Child processes load it (load_network.hpp),
// so that a plugin cannot end this one.
#include <filesystem>
#include <vector>

#include "base/value.hpp"
#include "plugin/library.hpp"

namespace ice::predict {

struct SavedNetwork {
  std::filesystem::path file;             ///< that nn::save_network wrote
  std::vector<plugin::Recipe> plugins{};  ///< all that the network was trained with
};
/// As JSON, and back, for the request to a child.
[[nodiscard]] base::Value to_value(const SavedNetwork& saved);
[[nodiscard]] SavedNetwork saved_network_from(const base::Value& value);

/// Asks a child in this role, and waits an hour at most. Throws UserError with the child's message
/// when it fails (network, plugins or data), PluginError when it ends without an answer.
[[nodiscard]] base::Value ask_about_network(const char* role, const base::Value& request);

}  // namespace ice::predict
