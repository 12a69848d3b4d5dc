#pragma once
// Writes the computation graph of an expression: a table, and Graphviz's language (`ice graph`).
#include <string>

#include "expression/graph.hpp"
#include "store/query/query.hpp"

namespace ice::cli {

/// All that is computed of a graph.
struct ComputedGraph {
  const expression::Graph& graph;  ///< must outlive this
  const expression::Variables& variables;
  std::vector<double> values = {}, derivatives = {};
  ComputedGraph(const expression::Graph& of, const expression::Variables& at);
};

/// The step of the course's own check.
inline constexpr double kCourseNudge = 0.001;

/// A row for each node but constants: its formula and value, its derivative, the sum of products
/// that the chain rule makes it of, and the derivatives that nudging gives.
[[nodiscard]] store::Table expression_table(const ComputedGraph& computed);

/// A sentence on each node whose derivative nudging does not confirm; empty when it does.
[[nodiscard]] std::string disagreements(const ComputedGraph& computed);

/// A node for each value with its derivative, and an edge with its slope to each that reads it.
[[nodiscard]] std::string expression_dot(const ComputedGraph& computed);

}  // namespace ice::cli
