#pragma once
// Makes a figure of activations: value and slope over z.
#include <vector>

#include "plugin/info.hpp"
#include "report/figure.hpp"

namespace ice::cli {

/// Whether value and slope are functions of one number, so that they can be drawn.
[[nodiscard]] bool is_drawable(const plugin::PluginInfo& info);

/// One activation with its value and its slope; several with their values, and their slopes dashed.
/// All have their default parameters. Throws UserError for a plugin that is not drawable, and
/// PluginError as evaluate() does.
[[nodiscard]] report::Figure activation_figure(
    const std::vector<const plugin::PluginInfo*>& activations);

}  // namespace ice::cli
