#pragma once
// `ice plugin`: its commands, one file each, and the options that they share.
#include <filesystem>
#include <string>
#include <vector>

#include "commands/commands.hpp"
#include "plugin/catalog.hpp"

namespace ice::cli {

/// --kind and --plugin: which plugins are meant, and where else to look for them.
struct PluginOptions {
  std::string kind;  ///< empty: any
  std::vector<std::filesystem::path> plugins;

  /// All plugins on the search path. Throws UserError for a --plugin that is not there.
  [[nodiscard]] plugin::Catalog catalog() const;
  /// True when --kind is this kind, or was not given.
  [[nodiscard]] bool wants(plugin::Kind found) const;
  /// The plugins of this name, qualified or short, in the catalogue, which must outlive them. A
  /// short name may stand for plugins of several kinds or packages. Throws UserError when there is
  /// none.
  [[nodiscard]] std::vector<const plugin::PluginInfo*> find(const plugin::Catalog& found,
                                                            const std::string& name) const;
};
/// The outputs that an activation gives or a loss takes: "(0, 1), sums to 1"; "not declared"; empty
/// for other kinds.
[[nodiscard]] std::string outputs_text(const plugin::PluginInfo& info);

void add_plugin_options(const Command& command, PluginOptions& options);

void add_plugin_list(const Command& group);
void add_plugin_show(const Command& group);
void add_plugin_new(const Command& group);
void add_plugin_check(const Command& group);

}  // namespace ice::cli
