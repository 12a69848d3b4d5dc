#pragma once
// Activations as a figure: value and slope over z.
#include <vector>

#include "plugin/info.hpp"
#include "report/figure.hpp"

namespace ice::cli {

/// True when value and slope are functions of one number, so that they can be drawn.
[[nodiscard]] bool is_drawable(const plugin::PluginInfo& info);

/// One activation by its value and its slope; several by their values, with dashed slopes. All with
/// their default parameters. Throws UserError for a plugin that is not drawable, PluginError when
/// one cannot be evaluated.
[[nodiscard]] report::Figure activation_figure(
    const std::vector<const plugin::PluginInfo*>& activations);

}  // namespace ice::cli
