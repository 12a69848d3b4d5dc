// `ice plugin show`: what one plugin is; of an activation, its graph too.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "evaluate.hpp"
#include "options.hpp"
#include "plugin.hpp"
#include "report/picture.hpp"
#include "report/unicode.hpp"

namespace ice::cli {
namespace {

constexpr double kPlotLimit = 5;
constexpr int kPlotPoints = 401;
constexpr std::size_t kPlotHeight = 12;
constexpr std::string_view kBold = "1";
constexpr std::string_view kDim = "2";

struct Options {
  std::string name;
  PluginOptions plugins;
  OutputOptions output;
};

store::Table parameters(const plugin::PluginInfo& info) {
  store::Table table{{"parameter", "default", "allowed", "doc"}, {}};
  for (const plugin::ParameterInfo& p : info.parameters) {
    const std::string doc = p.unit.empty() ? p.doc : fmt::format("{} ({})", p.doc, p.unit);
    table.rows.push_back({p.name, p.fallback, p.range_text(), doc});
  }
  return table;
}

std::string card_text(const base::Value& card) {
  std::string text;
  for (const auto& [name, value] : card.items())
    text += fmt::format("  {:<12}  {}\n", name, report::one_line(base::to_text(value)));
  return text;
}

std::string facts(const plugin::PluginInfo& info) {
  std::string text = fmt::format("  {:<12}  {}\n  {:<12}  {}, {}\n", "file", info.file.string(),
                                 "version", info.version, info.licence);
  if (!info.traits.empty())
    text += fmt::format("  {:<12}  {}\n", "traits", base::join(info.traits, ", "));
  if (!info.fuses.empty()) text += fmt::format("  {:<12}  {}\n", "fuses", info.fuses);
  if (!info.slots.empty())
    text += fmt::format("  {:<12}  {}\n", "slots", base::join(info.slots, ", "));
  return text +
         fmt::format("  {:<12}  {}\n", "precision", info.float32 ? "float32, float64" : "float64");
}

bool is_drawable(const plugin::PluginInfo& info) {
  return info.kind == plugin::Kind::kActivation &&
         std::find(info.traits.begin(), info.traits.end(), "elementwise") != info.traits.end();
}

std::string graph_text(const plugin::PluginInfo& info, report::PictureStyle style) {
  const Graph graph = evaluate(info, kPlotLimit, kPlotPoints);
  style.height = kPlotHeight;
  const report::Figure figure{"",
                              "",
                              "z",
                              "value and slope",
                              "",
                              false,
                              {{"value g(z)", graph.z, graph.value, {}, {}},
                               {"slope g'(z)", graph.z, graph.slope, {}, {}}}};
  return "\n" + report::draw_picture(figure, style);
}

std::string as_text(const plugin::PluginInfo& info, const OutputOptions& output) {
  const report::TableStyle style = output.style();
  const auto head = [&](std::string_view text) {
    return report::painted(text, kBold, style.color) + "\n";
  };
  std::string text = head(fmt::format("{} {}", plugin::to_string(info.kind), info.id)) + "  " +
                     info.doc + "\n\n" + facts(info);
  if (!info.parameters.empty()) text += "\n" + report::render(parameters(info), style);
  text += "\n" + report::painted("build card", kDim, style.color) + "\n" + card_text(info.card);
  return is_drawable(info) ? text + graph_text(info, output.picture()) : text;
}

int show(const Options& options) {
  const plugin::Catalog found = options.plugins.catalog();
  base::Value json = base::Value::array();
  std::string text;
  for (const plugin::PluginInfo* info : options.plugins.find(found, options.name)) {
    json.push_back(plugin::to_value(*info));
    if (!options.output.json) text += (text.empty() ? "" : "\n") + as_text(*info, options.output);
  }
  print(options.output.json ? json.dump(2) + "\n" : text);
  return 0;
}

}  // namespace

void add_plugin_show(CLI::App& group, Action& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = group.add_subcommand(
      "show", "One plugin: doc, parameters, file, build card; an activation's graph");
  command->add_option("NAME", options->name, "relu, core/relu, acme/swish ...")
      ->required()
      ->type_name("");
  add_plugin_options(*command, options->plugins);
  command->add_flag("--json", options->output.json, "As JSON");
  add_color_option(*command, options->output);
  add_examples(*command, {"ice plugin show leaky_relu", "ice plugin show adam --json"});
  command->callback([options, &chosen] { chosen = [options] { return show(*options); }; });
}

}  // namespace ice::cli
