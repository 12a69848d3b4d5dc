#include "commands/plugin.hpp"

#include <fmt/format.h>

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

void add_plugin_options(const Command& command, PluginOptions& options) {
  command.add_option("--kind", options.kind, "activation, initializer, loss or optimizer")
      .type_name("KIND")
      .one_of({"activation", "initializer", "loss", "optimizer"});
  add_plugin_path(command, options.plugins);
}

void add_plugin(const Command& app) {
  const Command group = app.add_group("plugin", "Activations, initializers, losses and optimizers");
  group.section("Plugins and machine");
  group.add_examples({"ice plugin list", "ice plugin show leaky_relu",
                      "ice plugin new activation acme/swish", "ice plugin check acme/swish"});
  for (const auto add : {add_plugin_list, add_plugin_show, add_plugin_new, add_plugin_check})
    add(group);
}

}  // namespace ice::cli
