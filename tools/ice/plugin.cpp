#include "plugin.hpp"

#include <CLI/CLI.hpp>

#include "options.hpp"

namespace ice::cli {

plugin::Catalog PluginOptions::catalog() const {
  return plugin::Catalog::scan(plugin::search_path(plugins, {}));
}

bool PluginOptions::wants(plugin::Kind found) const {
  return kind.empty() || plugin::to_string(found) == kind;
}

void add_plugin_options(CLI::App& command, PluginOptions& options) {
  command.add_option("--kind", options.kind, "activation, initializer, loss or optimizer")
      ->type_name("KIND")
      ->check(CLI::IsMember({"activation", "initializer", "loss", "optimizer"}));
  command.add_option("--plugin", options.plugins, "A plugin file or folder to search first")
      ->type_name("PATH")
      ->allow_extra_args(false);
}

void add_plugin(CLI::App& app, Action& chosen) {
  CLI::App* group =
      app.add_subcommand("plugin", "Activations, initializers, losses and optimizers");
  group->group("Plugins and machine")->require_subcommand(1);
  add_examples(*group, {"ice plugin list", "ice plugin show leaky_relu"});
  for (const auto add : {add_plugin_list, add_plugin_show}) add(*group, chosen);
}

}  // namespace ice::cli
