// `ice plugin show`: what one plugin is; of an activation, its graph too.
#include <fmt/format.h>

#include <memory>
#include <utility>

#include "base/text.hpp"
#include "cli/options.hpp"
#include "commands/plugin.hpp"
#include "report/table.hpp"
#include "report/terminal/style.hpp"
#include "report/terminal/terminal_plot.hpp"
#include "report/terminal/unicode.hpp"
#include "text/activation_figure.hpp"

namespace ice::cli {
namespace {

constexpr std::size_t kPlotHeight = 12;

struct PluginShowOptions {
  std::string name;
  PluginOptions plugins;
  OutputOptions output;
};

// The words of a text in lines of `width` columns at most, all but the first indented; width 0: one
// line. A word that is too long has a line to itself.
std::string wrapped(const std::string& text, std::size_t width, std::size_t indent) {
  std::string out;
  std::size_t column = indent;
  for (const std::string& word : base::split(text, ' ')) {
    const std::size_t needed = report::display_width(word) + 1;
    const bool breaks = width > 0 && !out.empty() && column + needed > width + 1;
    if (!out.empty()) out += breaks ? "\n" + std::string(indent, ' ') : " ";
    column = (breaks ? indent : column) + needed;
    out += word;
  }
  return out;
}

store::Table parameters(const plugin::PluginInfo& info) {
  store::Table table{{"parameter", "default", "allowed", "doc"}, {}};
  for (const plugin::ParameterInfo& p : info.parameters) {
    const std::string doc = p.unit.empty() ? p.doc : fmt::format("{} ({})", p.doc, p.unit);
    table.rows.push_back({p.name, p.fallback, p.rule.range_text(), doc});
  }
  return table;
}

// "g++ 12.2.0, Armadillo 11.4.2, SDK 0.1.0, ABI 1, arma_no_debug"
std::string card_text(const base::Value& card) {
  std::string text =
      fmt::format("{}, Armadillo {}, SDK {}, ABI {}", card.at("compiler").get<std::string>(),
                  card.at("armadillo").get<std::string>(), card.at("sdk").get<std::string>(),
                  card.at("abi").get<int>());
  for (const base::Value& flag : card.at("flags")) text += ", " + flag.get<std::string>();
  return report::one_line(text);
}

std::string facts(const plugin::PluginInfo& info, std::size_t width) {
  const std::vector<std::pair<std::string, std::string>> all{
      {"traits", base::join(info.traits, ", ")},
      {info.kind == plugin::Kind::kLoss ? "takes" : "gives", outputs_text(info)},
      {"fuses", info.fuses},
      {"slots", base::join(info.slots, ", ")},
      {"precision", info.float32 ? "float32, float64" : "float64"},
      {"version", info.version + ", " + info.licence},
      {"build card", card_text(info.card)},
      {"file", info.file.string()},
      {"check", info.failed_tests.empty() ? "" : "FAILED: " + base::join(info.failed_tests, ", ")}};
  std::string text;
  for (const auto& [name, value] : all) {
    if (!value.empty()) text += fmt::format("  {:<10}  {}\n", name, wrapped(value, width, 14));
  }
  return text;
}

// The picture has no heading: it comes below the plugin's name and doc.
std::string graph_text(const plugin::PluginInfo& info, report::PictureStyle style) {
  report::Figure figure = activation_figure({with_defaults(info)});
  figure.title = figure.subtitle = "";
  style.height = kPlotHeight;
  return "\n" + report::draw_picture(figure, style);
}

std::string as_text(const plugin::PluginInfo& info, const OutputOptions& output) {
  const report::TableStyle style = output.style();
  const std::string name = fmt::format("{} {}", plugin::to_string(info.kind), info.id);
  std::string text = report::painted(name, report::Style::kBold, style.color) + "\n  " +
                     wrapped(report::one_line(info.doc), style.width, 2) + "\n\n" +
                     facts(info, style.width);
  if (!info.parameters.empty()) text += "\n" + report::render(parameters(info), style);
  return is_drawable(info) ? text + graph_text(info, output.picture()) : text;
}

int show_plugin(const PluginShowOptions& options) {
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

void add_plugin_show(const Command& group) {
  const auto options = std::make_shared<PluginShowOptions>();
  const Command command = group.add_command(
      "show", "One plugin: doc, parameters, file, build card; an activation's graph");
  command.add_argument("NAME", options->name, "relu, core/relu, acme/swish ...")
      .required()
      .takes({ValueKind::kPlugin});
  add_plugin_options(command, options->plugins);
  command.add_flag("--json", options->output.json, "As JSON");
  add_color_option(command, options->output);
  command.add_examples({"ice plugin show leaky_relu", "ice plugin show adam --json"});
  command.does([options] { return show_plugin(*options); });
}

}  // namespace ice::cli
