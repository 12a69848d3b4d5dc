#pragma once
// An activation's value and slope, computed in a child process: this one never loads a plugin.
#include <vector>

#include "plugin/catalog.hpp"

namespace ice::cli {

struct Graph {
  std::vector<double> z, value, slope;
};

/// g(z) and g'(z) of an elementwise activation with its default parameters, at `points` places from
/// -limit to limit. Throws PluginError when the plugin cannot do it.
[[nodiscard]] Graph evaluate(const plugin::PluginInfo& activation, double limit, int points);

/// Role of the child (argv[1] == kEvaluateRole).
inline constexpr const char* kEvaluateRole = "__evaluate";
int evaluate_main(int argc, char** argv);

}  // namespace ice::cli
