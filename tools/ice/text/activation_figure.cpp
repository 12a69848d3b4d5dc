#include "text/activation_figure.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "predict/evaluate.hpp"

namespace ice::cli {
namespace {

constexpr double kFarthest = 5;  // z from -5 to 5: beyond, activations are straight lines
constexpr int kPoints = 401;

predict::Graph graph_of(const plugin::PluginInfo& info) {
  if (!is_drawable(info))
    throw base::UserError(info.id, "is not an elementwise activation, so it has no curve");
  return predict::evaluate(info, kFarthest, kPoints);
}

// "relu"; "acme/relu" beside it.
std::string name_of(const plugin::PluginInfo& info) {
  return info.id.starts_with("core/") ? plugin::short_name(info.id) : info.id;
}

report::Figure figure_of_one(const plugin::PluginInfo& info) {
  const predict::Graph graph = graph_of(info);
  return {info.id,
          info.doc,
          "z",
          "value and slope",
          "",
          false,
          {{"value g(z)", graph.z, graph.value, {}, {}},
           {"slope g'(z)", graph.z, graph.slope, {}, {}}}};
}

}  // namespace

bool is_drawable(const plugin::PluginInfo& info) {
  return info.kind == plugin::Kind::kActivation &&
         std::find(info.traits.begin(), info.traits.end(), "elementwise") != info.traits.end();
}

report::Figure activation_figure(const std::vector<const plugin::PluginInfo*>& activations) {
  if (activations.size() == 1) return figure_of_one(*activations.front());
  report::Figure figure{
      "", "value g(z), and dashed the slope g'(z)", "z", "value and slope", "", false, {}};
  std::vector<std::string> names;
  for (const plugin::PluginInfo* info : activations) {
    const predict::Graph graph = graph_of(*info);
    names.push_back(name_of(*info));
    figure.lines.push_back({names.back(), graph.z, graph.value, {}, {}});
    figure.lines.push_back({"", graph.z, graph.slope, {}, {}, /*dashed=*/true});
  }
  figure.title = base::join(names, ", ");
  return figure;
}

}  // namespace ice::cli
