#pragma once
// Writes a computation graph for people (`ice plan --graph`) and for Graphviz (`--dot`).
#include <string>
#include <vector>

#include "code/graph.hpp"

namespace ice::cli {

/// A line for each step: the assignment, and the shapes.
[[nodiscard]] std::string graph_text(const std::vector<code::GraphStep>& steps);

/// The same in the DOT language: a node for each value, and an edge to each value that is computed
/// from it. Leaves out the update of the parameters.
[[nodiscard]] std::string graph_dot(const std::string& study,
                                    const std::vector<code::GraphStep>& steps);

}  // namespace ice::cli
