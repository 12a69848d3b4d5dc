#include "commands/plugin.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"

namespace ice::cli {

plugin::Catalog PluginOptions::catalog() const {
  return plugin::Catalog::scan(plugin::search_path(plugins, {}));
}

bool PluginOptions::wants(plugin::Kind found) const {
  return kind.empty() || plugin::to_string(found) == kind;
}

std::vector<const plugin::PluginInfo*> PluginOptions::find(const plugin::Catalog& found,
                                                           const std::string& name) const {
  std::vector<const plugin::PluginInfo*> matches;
  std::vector<std::string> names;
  for (const plugin::PluginInfo& info : found.plugins()) {
    names.push_back(plugin::short_name(info.id));
    const bool is_named = info.id == name || plugin::short_name(info.id) == name;
    if (is_named && wants(info.kind)) matches.push_back(&info);
  }
  if (matches.empty())
    throw base::UserError("", fmt::format("no plugin '{}'", name), base::suggest(name, names));
  return matches;
}

std::string outputs_text(const plugin::PluginInfo& info) {
  const bool has_outputs =
      info.kind == plugin::Kind::kActivation || info.kind == plugin::Kind::kLoss;
  if (!has_outputs) return "";
  std::string text = info.outputs ? info.outputs->text() : "not declared";
  if (plugin::has_trait(info, "sums_to_one")) text += ", sums to 1";
  if (plugin::has_trait(info, "signed_scores")) text += ", of both signs";
  return text;
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
  add_examples(*group, {"ice plugin list", "ice plugin show leaky_relu",
                        "ice plugin new activation acme/swish", "ice plugin check acme/swish"});
  for (const auto add : {add_plugin_list, add_plugin_show, add_plugin_new, add_plugin_check})
    add(*group, chosen);
}

}  // namespace ice::cli
