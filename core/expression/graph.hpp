#pragma once
// The computation graph of an expression (course 2.5 and 2.6): values go forward through it,
// derivatives backward. `ice graph` prints it. The functions share no state: any thread may call
// them.
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "expression/operation.hpp"

namespace ice::expression {

/// One value: a variable, a constant, or what an operation makes of earlier nodes.
struct Node {
  std::string name;                      ///< "a", "u"; empty for a constant
  const Operation* operation = nullptr;  ///< null: a variable or a constant
  std::vector<std::size_t> inputs = {};  ///< places in Graph::nodes, all before this one
  double constant = 0;
  std::size_t column = 1;  ///< where it stands in the text, from 1

  [[nodiscard]] bool is_constant() const { return name.empty(); }
  [[nodiscard]] bool is_variable() const { return operation == nullptr && !is_constant(); }
};

struct Graph {
  std::vector<Node> nodes;
  std::size_t result = 0;  ///< the place of J, whose derivatives are taken
};

/// "3 * v", "log(u)": what computes the node. REQUIRES: an operation does.
[[nodiscard]] std::string formula(const Graph& graph, const Node& node);

/// The numbers of the variables, by name.
using Variables = std::map<std::string, double>;

/// Throws one UserError with all variables that have no number and all numbers that belong to no
/// variable.
void require_variables(const Graph& graph, const Variables& variables);

/// A number that is added to the value of one node before others read it.
struct Nudge {
  std::size_t node = 0;
  double by = 0;
};

/// The value of every node. REQUIRES: require_variables() threw nothing. Throws UserError with the
/// column of an operation whose value is not finite, as log(-1); without a check when nudged.
[[nodiscard]] std::vector<double> forward(const Graph& graph, const Variables& variables,
                                          std::optional<Nudge> nudge = std::nullopt);

/// How much a node moves another that reads it, and the result through that.
struct Branch {
  std::size_t reader = 0;  ///< the node that reads
  double slope = 0;        ///< d reader / d node
};

/// The readers of each node, in the order of the graph; one that reads a node twice is there twice.
[[nodiscard]] std::vector<std::vector<Branch>> branches(const Graph& graph,
                                                        const std::vector<double>& values);

/// dJ/d node for every node by the chain rule: the sum over its readers of dJ/d reader times the
/// branch's slope. 1 for the result itself, 0 for nodes that it does not depend on.
[[nodiscard]] std::vector<double> backward(const Graph& graph, const std::vector<double>& values);

/// (J(x + by) - J(x)) / by: the course's own check, with by = 0.001.
[[nodiscard]] double nudged(const Graph& graph, const Variables& variables, const Nudge& nudge);

/// (J(x + h) - J(x - h)) / 2h with h = cbrt(epsilon) max(1, |x|), at which the errors of rounding
/// and of the quotient are about equal.
[[nodiscard]] double nudged_both_ways(const Graph& graph, const Variables& variables,
                                      std::size_t node);

}  // namespace ice::expression
