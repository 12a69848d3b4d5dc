#include "text/graph_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace ice::cli {
namespace {

using code::GraphStep;
using code::Pass;

std::string shape(const GraphStep& step) { return fmt::format("({}, {})", step.rows, step.cols); }

bool uses_dropout(const std::vector<GraphStep>& steps) {
  return std::ranges::any_of(steps, [](const GraphStep& step) {
    return std::ranges::any_of(step.inputs, [](const auto& input) { return input[0] == 'D'; });
  });
}

// Where the equals signs and the shapes stand.
struct Widths {
  std::size_t result = 0, formula = 0;
};

Widths widths_of(const std::vector<GraphStep>& steps) {
  Widths widths;
  for (const GraphStep& step : steps) {
    widths.result = std::max(widths.result, step.result.size());
    widths.formula = std::max(widths.formula, step.formula.size());
  }
  return widths;
}

std::string line(const GraphStep& step, const Widths& widths) {
  std::string text = fmt::format("  {:<{}} = {:<{}}  {}", step.result, widths.result, step.formula,
                                 widths.formula, shape(step));
  if (!step.product.empty()) text += " = " + step.product;
  return text + "\n";
}

constexpr std::array kPasses{std::pair{Pass::kForward, "Forward"},
                             std::pair{Pass::kBackward, "Backward"},
                             std::pair{Pass::kUpdate, "Update"}};

// Values that no step computes: X, Y, W, b, D.
std::set<std::string> given(const std::vector<GraphStep>& steps) {
  std::set<std::string> names;
  for (const GraphStep& step : steps)
    if (step.pass != Pass::kUpdate) names.insert(step.inputs.begin(), step.inputs.end());
  for (const GraphStep& step : steps)
    if (step.pass != Pass::kUpdate) names.erase(step.result);
  return names;
}

std::string dot_node(const GraphStep& step) {
  const char* style = step.pass == Pass::kForward ? "solid" : "dashed";
  return fmt::format("  \"{0}\" [label=\"{0} {1}\\n{2}\", style={3}];\n", step.result, shape(step),
                     step.formula, style);
}

}  // namespace

std::string graph_text(const std::vector<GraphStep>& steps) {
  const Widths widths = widths_of(steps);
  std::string text;
  for (const auto& [pass, title] : kPasses) {
    text += fmt::format("{}\n", title);
    for (const GraphStep& step : steps)
      if (step.pass == pass) text += line(step, widths);
  }
  text +=
      "\n* multiplies element by element; ' is the transpose of a matrix, the derivative of a "
      "function.\n";
  if (uses_dropout(steps))
    text +=
        "D[l] is drawn at each step: 0 for the share of units that are dropped, else "
        "1/(1 - dropout).\n";
  return text;
}

std::string graph_dot(const std::string& study, const std::vector<GraphStep>& steps) {
  std::string text = fmt::format("digraph \"{}\" {{\n  rankdir=LR;\n  node [shape=box];\n", study);
  for (const std::string& name : given(steps))
    text += fmt::format("  \"{}\" [shape=ellipse];\n", name);
  for (const GraphStep& step : steps) {
    if (step.pass == Pass::kUpdate) continue;
    text += dot_node(step);
    for (const std::string& input : step.inputs)
      text += fmt::format("  \"{}\" -> \"{}\";\n", input, step.result);
  }
  return text + "}\n";
}

}  // namespace ice::cli
