#pragma once
// A computation graph for people and for Graphviz: what `ice plan --graph` and `--dot` print.
#include <string>
#include <vector>

#include "code/graph.hpp"

namespace ice::cli {

/// A line a step: the assignment, and the shapes.
[[nodiscard]] std::string graph_text(const std::vector<code::GraphStep>& steps);

/// The same in the DOT language: a node for each value, an edge to what is computed from it.
[[nodiscard]] std::string graph_dot(const std::string& study,
                                    const std::vector<code::GraphStep>& steps);

}  // namespace ice::cli
