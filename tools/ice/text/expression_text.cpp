#include "text/expression_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace ice::cli {
namespace {

constexpr double kAgreement = 1e-6;  // relative; central differences err by some 1e-10
constexpr int kShownDigits = 4;

std::string number(double x) { return base::format_short(x, kShownDigits); }

// "dJ/dv * 1 = 3 * 1": the sum over the readers of a node. Constants in formulas are slopes here.
std::string chain(const ComputedGraph& computed, const std::vector<expression::Branch>& readers) {
  const std::string& result = computed.graph.nodes[computed.graph.result].name;
  std::vector<std::string> names, numbers;
  for (const expression::Branch& branch : readers) {
    names.push_back(fmt::format("d{}/d{} * {}", result, computed.graph.nodes[branch.reader].name,
                                number(branch.slope)));
    numbers.push_back(
        fmt::format("{} * {}", number(computed.derivatives[branch.reader]), number(branch.slope)));
  }
  return names.empty() ? "" : base::join(names, " + ") + " = " + base::join(numbers, " + ");
}

// The places of all nodes but constants.
std::vector<std::size_t> variables_first(const expression::Graph& graph) {
  std::vector<std::size_t> places;
  for (const bool variables : {true, false})
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
      if (!graph.nodes[i].is_constant() && graph.nodes[i].is_variable() == variables)
        places.push_back(i);
  return places;
}

}  // namespace

ComputedGraph::ComputedGraph(const expression::Graph& of, const expression::Variables& at)
    : graph(of), variables(at) {
  expression::require_variables(graph, variables);
  values = expression::forward(graph, variables);
  derivatives = expression::backward(graph, values);
}

store::Table expression_table(const ComputedGraph& computed) {
  const expression::Graph& graph = computed.graph;
  const std::string result = graph.nodes[graph.result].name;
  store::Table table{{"node", "formula", "value", fmt::format("d{}/d node", result), "nudged",
                      "central", "chain rule"},
                     {}};
  const auto readers = expression::branches(graph, computed.values);
  for (const std::size_t i : variables_first(graph)) {
    const expression::Node& node = graph.nodes[i];
    table.rows.push_back(
        {node.name, node.is_variable() ? store::Field() : store::Field(formula(graph, node)),
         computed.values[i] + 0.0, computed.derivatives[i] + 0.0,  // no -0
         expression::nudged(graph, computed.variables, {i, kCourseNudge}),
         expression::nudged_both_ways(graph, computed.variables, i), chain(computed, readers[i])});
  }
  return table;
}

std::string disagreements(const ComputedGraph& computed) {
  std::vector<std::string> lines;
  for (const std::size_t i : variables_first(computed.graph)) {
    const expression::Node& node = computed.graph.nodes[i];
    const double backward = computed.derivatives[i];
    const double nudged = expression::nudged_both_ways(computed.graph, computed.variables, i);
    if (std::fabs(nudged - backward) <= kAgreement * std::max(1.0, std::fabs(backward))) continue;
    lines.push_back(
        fmt::format("{}: backward gives {}, nudging both ways {}: a kink is here, or the "
                    "derivative changes within the nudge",
                    node.name, number(backward), number(nudged)));
  }
  return base::join(lines, "\n");
}

std::string expression_dot(const ComputedGraph& computed) {
  const expression::Graph& graph = computed.graph;
  const std::string& result = graph.nodes[graph.result].name;
  const auto readers = expression::branches(graph, computed.values);
  std::string text = "digraph expression {\n  rankdir=LR;\n  node [shape=box];\n";
  for (const std::size_t i : variables_first(graph)) {
    const expression::Node& node = graph.nodes[i];
    text += fmt::format("  \"{0}\" [label=\"{0}{1} = {2}\\nd{3}/d{0} = {4}\"{5}];\n", node.name,
                        node.is_variable() ? "" : " = " + formula(graph, node),
                        number(computed.values[i]), result, number(computed.derivatives[i]),
                        node.is_variable() ? ", shape=ellipse" : "");
    for (const expression::Branch& branch : readers[i])
      text += fmt::format("  \"{}\" -> \"{}\" [label=\"{}\"];\n", node.name,
                          graph.nodes[branch.reader].name, number(branch.slope));
  }
  return text + "}\n";
}

}  // namespace ice::cli
