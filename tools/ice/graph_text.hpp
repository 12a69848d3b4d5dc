#pragma once
// A computation graph for people and for Graphviz: what `ice plan --graph` and `--dot` print.
#include <string>
#include <vector>

#include "run/graph.hpp"

namespace ice::cli {

/// A line a step: the assignment, and the shapes.
[[nodiscard]] std::string graph_text(const std::vector<run::GraphStep>& steps);

/// The same in the DOT language: a node for each value, an edge to what is computed from it.
[[nodiscard]] std::string graph_dot(const std::string& study,
                                    const std::vector<run::GraphStep>& steps);

}  // namespace ice::cli
