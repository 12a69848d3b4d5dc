#include "expression/graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "base/text.hpp"

namespace ice::expression {
namespace {

std::string text_of(const Node& node) {
  return node.is_constant() ? base::format_number(node.constant) : node.name;
}

double input(const Node& node, const std::vector<double>& values, std::size_t i) {
  return i < node.inputs.size() ? values[node.inputs[i]] : 0;
}

double value_of(const Node& node, const Variables& variables, const std::vector<double>& values) {
  if (node.is_constant()) return node.constant;
  if (node.is_variable()) return variables.at(node.name);
  return node.operation->value(input(node, values, 0), input(node, values, 1));
}

[[noreturn]] void refuse_value(const Graph& graph, const Node& node,
                               const std::vector<double>& values, double value) {
  std::vector<std::string> where;
  for (const std::size_t i : node.inputs)
    if (!graph.nodes[i].is_constant())
      where.push_back(fmt::format("{} = {}", graph.nodes[i].name, base::format_number(values[i])));
  throw base::UserError(fmt::format("column {}", node.column),
                        fmt::format("{} is {} at {}", formula(graph, node),
                                    base::format_number(value), base::join(where, ", ")));
}

}  // namespace

std::string formula(const Graph& graph, const Node& node) {
  const auto part = [&](std::size_t i) { return text_of(graph.nodes[node.inputs[i]]); };
  const std::string_view name = node.operation->name;
  if (node.inputs.size() == 2) return fmt::format("{} {} {}", part(0), name, part(1));
  return name == "-" ? "-" + part(0) : fmt::format("{}({})", name, part(0));
}

void require_variables(const Graph& graph, const Variables& variables) {
  base::Diagnostics faults;
  std::vector<std::string> names;
  for (const Node& node : graph.nodes) {
    if (!node.is_variable()) continue;
    names.push_back(node.name);
    if (!variables.contains(node.name))
      faults.add(fmt::format("column {}", node.column), fmt::format("{} has no value", node.name),
                 node.name.size() == 1
                     ? fmt::format("Give {}=NUMBER", node.name)
                     : fmt::format("Give {}=NUMBER; a product is written with *", node.name));
  }
  for (const auto& [name, value] : variables)
    if (std::ranges::find(names, name) == names.end())
      faults.add(name + "=" + base::format_number(value),
                 "the expression has no variable of this name", base::suggest(name, names));
  faults.throw_if_any();
}

std::vector<double> forward(const Graph& graph, const Variables& variables,
                            std::optional<Nudge> nudge) {
  std::vector<double> values;
  for (const Node& node : graph.nodes) {
    double value = value_of(node, variables, values);
    if (nudge && nudge->node == values.size()) value += nudge->by;
    if (!nudge && !std::isfinite(value)) refuse_value(graph, node, values, value);
    values.push_back(value);
  }
  return values;
}

std::vector<std::vector<Branch>> branches(const Graph& graph, const std::vector<double>& values) {
  std::vector<std::vector<Branch>> of_nodes(graph.nodes.size());
  for (std::size_t reader = 0; reader < graph.nodes.size(); ++reader) {
    const Node& node = graph.nodes[reader];
    for (std::size_t i = 0; i < node.inputs.size(); ++i) {
      if (graph.nodes[node.inputs[i]].is_constant()) continue;
      const auto slope = i == 0 ? node.operation->slope_x : node.operation->slope_y;
      of_nodes[node.inputs[i]].push_back(
          {reader, slope(input(node, values, 0), input(node, values, 1), values[reader])});
    }
  }
  return of_nodes;
}

std::vector<double> backward(const Graph& graph, const std::vector<double>& values) {
  const auto readers = branches(graph, values);
  std::vector<double> derivatives(graph.nodes.size());
  for (std::size_t i = graph.nodes.size(); i-- > 0;) {
    if (i == graph.result) derivatives[i] = 1;
    // A reader on which J does not depend adds nothing, whatever its slope.
    for (const Branch& branch : readers[i])
      if (derivatives[branch.reader] != 0)
        derivatives[i] += derivatives[branch.reader] * branch.slope;
  }
  return derivatives;
}

double nudged(const Graph& graph, const Variables& variables, const Nudge& nudge) {
  const double J = forward(graph, variables)[graph.result];
  return (forward(graph, variables, nudge)[graph.result] - J) / nudge.by;
}

double nudged_both_ways(const Graph& graph, const Variables& variables, std::size_t node) {
  const double x = forward(graph, variables)[node];
  const double h = std::cbrt(std::numeric_limits<double>::epsilon()) * std::max(1.0, std::fabs(x));
  const double above = forward(graph, variables, Nudge{node, h})[graph.result];
  const double below = forward(graph, variables, Nudge{node, -h})[graph.result];
  return (above - below) / (2 * h);
}

}  // namespace ice::expression
