#pragma once
// Computes the value and slope of an activation. A child process does it: this process never loads
// a plugin.
#include <vector>

#include "plugin/catalog.hpp"

namespace ice::predict {

struct Graph {
  std::vector<double> z, value, slope;
};

/// g(z) and g'(z) of an elementwise activation at `points` (2 or more) values of z from -limit to
/// limit. Throws PluginError when the child fails, or takes more than 5
/// seconds.
[[nodiscard]] Graph evaluate(const plugin::Resolved& activation, double limit, int points);

/// argv[1] of the child (base::ask_child). REQUIRES: main() returns what evaluate_main() returns
/// when argv[1] is this role.
inline constexpr const char* kEvaluateRole = "__evaluate";
int evaluate_main(int argc, char** argv);

}  // namespace ice::predict
