#pragma once
// Makes a figure of activations: value and slope over z.
#include <string>
#include <vector>

#include "plugin/catalog.hpp"
#include "report/figure.hpp"

namespace ice::cli {

/// Whether value and slope are functions of one number, so that they can be drawn.
[[nodiscard]] bool is_drawable(const plugin::PluginInfo& info);

/// An activation with its parameters, and its name in a picture.
struct DrawnActivation {
  plugin::Resolved activation;
  std::string name;
};

/// An activation with its default parameters.
[[nodiscard]] DrawnActivation with_defaults(const plugin::PluginInfo& info);

/// The activations of "relu,leaky_relu(slope=0.1)". Parameters that are not given have their
/// defaults. Throws UserError as Catalog::resolve does, and for a text that is not of this form.
[[nodiscard]] std::vector<DrawnActivation> activations_named(const std::string& text,
                                                             const plugin::Catalog& catalog);

/// One activation with its value and its slope; several with their values, and their slopes dashed.
/// Throws UserError for a plugin that is not drawable, and PluginError as evaluate() does.
[[nodiscard]] report::Figure activation_figure(const std::vector<DrawnActivation>& activations);

}  // namespace ice::cli
