// `ice plugin list`: which plugins there are, and the files that were refused.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "commands/plugin.hpp"
#include "plugin/check_note.hpp"
#include "report/terminal/style.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::cli {
namespace {

struct PluginListOptions {
  PluginOptions plugins;
  OutputOptions output;
};

std::string parameter_names(const plugin::PluginInfo& info) {
  std::vector<std::string> names;
  for (const plugin::ParameterInfo& p : info.parameters)
    names.push_back(fmt::format("{} = {}", p.name, base::to_text(p.fallback)));
  return base::join(names, ", ");
}

store::Table table_of(const plugin::Catalog& found, const PluginOptions& options) {
  store::Table table{{"kind", "plugin", "parameters", "outputs", "version", "doc"}, {}};
  for (const plugin::PluginInfo& info : found.plugins()) {
    if (options.wants(info.kind))
      table.rows.push_back({plugin::to_string(info.kind), info.id, parameter_names(info),
                            outputs_text(info), info.version, info.doc});
  }
  std::stable_sort(table.rows.begin(), table.rows.end(), [](const auto& a, const auto& b) {
    return a[0].template get<std::string>() < b[0].template get<std::string>();
  });
  return table;
}

std::string refusals_text(const plugin::Catalog& found, bool color) {
  std::string text;
  for (const plugin::Refusal& refusal : found.refusals())
    text += fmt::format("{} {}: {}\n", report::painted("refused", report::Style::kRed, color),
                        refusal.file.string(), refusal.reason);
  return text.empty() ? "" : "\n" + text;
}

// Prints to standard error in every format, as for the warnings of a plan.
void warn_of_failures(const plugin::Catalog& found, const PluginOptions& options) {
  for (const plugin::PluginInfo& info : found.plugins())
    if (options.wants(info.kind) && !info.failed_tests.empty())
      print_error(fmt::format("ice: warning: {}. {}\n", plugin::failed_check_text(info),
                              report::one_line(plugin::failed_check_hint(info))));
}

int list(const PluginListOptions& options) {
  const plugin::Catalog found = options.plugins.catalog();
  const report::TableStyle style = options.output.style();
  print(report::render(table_of(found, options.plugins), style));
  if (style.format == report::Format::kTable) print(refusals_text(found, style.color));
  warn_of_failures(found, options.plugins);
  return 0;
}

}  // namespace

void add_plugin_list(const Command& group) {
  const auto options = std::make_shared<PluginListOptions>();
  const Command command = group.add_command("list", "All plugins, and the files that were refused");
  add_plugin_options(command, options->plugins);
  add_output_options(command, options->output);
  command.add_examples({"ice plugin list", "ice plugin list --kind optimizer -f md"});
  command.does([options] { return list(*options); });
}

}  // namespace ice::cli
