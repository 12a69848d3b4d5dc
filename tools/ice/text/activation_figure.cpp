#include "text/activation_figure.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "predict/evaluate.hpp"
#include "study/study.hpp"

namespace ice::cli {
namespace {

constexpr double kFarthest = 5;  // z from -5 to 5: beyond, activations are straight lines
constexpr int kPoints = 401;

predict::Graph graph_of(const DrawnActivation& drawn) {
  const plugin::PluginInfo& info = *drawn.activation.plugin;
  if (!is_drawable(info))
    throw base::UserError(info.id, "is not an elementwise activation, so it has no curve");
  return predict::evaluate(drawn.activation, kFarthest, kPoints);
}

report::Figure figure_of_one(const DrawnActivation& drawn) {
  const predict::Graph graph = graph_of(drawn);
  report::Figure figure;
  const plugin::PluginInfo& info = *drawn.activation.plugin;
  // "core/leaky_relu(slope=0.1)"
  figure.title = info.id + drawn.name.substr(std::min(drawn.name.find('('), drawn.name.size()));
  figure.subtitle = info.doc;
  figure.x_label = "z";
  figure.y_label = "value and slope";
  figure.lines = {{"value g(z)", graph.z, graph.value, {}, {}},
                  {"slope g'(z)", graph.z, graph.slope, {}, {}}};
  return figure;
}

// Parts "relu,leaky_relu(slope=0.1)" at the commas outside of parentheses.
std::vector<std::string> references_in(const std::string& text) {
  std::vector<std::string> found(1);
  int depth = 0;
  for (const char c : text) {
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (c == ',' && depth == 0)
      found.emplace_back();
    else
      found.back() += c;
  }
  return found;
}

// "leaky_relu(slope=0.1)" as {name: leaky_relu, slope: 0.1}.
base::Value reference_of(std::string_view text) {
  const std::size_t open = text.find('(');
  if (open == std::string_view::npos) return std::string(text);
  if (!text.ends_with(')'))
    throw base::UserError("activation", "'" + std::string(text) + "' has no closing parenthesis",
                          "Such as: leaky_relu(slope=0.1)");
  base::Value reference{{"name", std::string(base::trim(text.substr(0, open)))}};
  const std::string inside(text.substr(open + 1, text.size() - open - 2));
  for (const std::string& part : base::split(inside, ',')) {
    const study::Override given = study::parse_override(std::string(base::trim(part)));
    reference[given.path] = given.values.front();
  }
  return reference;
}

// "relu"; "acme/relu" beside it.
std::string name_of(const plugin::PluginInfo& info) {
  return info.id.starts_with("core/") ? plugin::short_name(info.id) : info.id;
}

}  // namespace

bool is_drawable(const plugin::PluginInfo& info) {
  return info.kind == plugin::Kind::kActivation &&
         std::find(info.traits.begin(), info.traits.end(), "elementwise") != info.traits.end();
}

DrawnActivation with_defaults(const plugin::PluginInfo& info) {
  return {{&info, plugin::resolve_parameters(info, base::Value::object(), info.id)}, name_of(info)};
}

std::vector<DrawnActivation> activations_named(const std::string& text,
                                               const plugin::Catalog& catalog) {
  std::vector<DrawnActivation> found;
  for (const std::string& part : references_in(text)) {
    const std::string_view given = base::trim(part);
    const std::size_t open = std::min(given.find('('), given.size());
    const std::string where(open < given.size() ? given : "");
    const plugin::Resolved resolved =
        catalog.resolve(plugin::Kind::kActivation, reference_of(given), where);
    found.push_back({resolved, name_of(*resolved.plugin) + std::string(given.substr(open))});
  }
  return found;
}

report::Figure activation_figure(const std::vector<DrawnActivation>& activations) {
  if (activations.size() == 1) return figure_of_one(activations.front());
  report::Figure figure;
  figure.subtitle = "value g(z), and dashed the slope g'(z)";
  figure.x_label = "z";
  figure.y_label = "value and slope";
  std::vector<std::string> names;
  for (const DrawnActivation& drawn : activations) {
    const predict::Graph graph = graph_of(drawn);
    names.push_back(drawn.name);
    figure.lines.push_back({drawn.name, graph.z, graph.value, {}, {}});
    figure.lines.push_back({"", graph.z, graph.slope, {}, {}, /*dashed=*/true});
  }
  figure.title = base::join(names, ", ");
  return figure;
}

}  // namespace ice::cli
