#pragma once
// What one test of `ice plugin check` is given: the plugin, how thorough to be, and the plugins it
// is held against. A value that crosses to the child.
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "conformance/check.hpp"
#include "plugin/instance.hpp"
#include "plugin/library.hpp"

namespace ice::conformance {

using Made =
    std::shared_ptr<const plugin::Instance>;  // copied into the calls of a plugin, which last

struct Subject {
  plugin::PluginInfo plugin;
  CheckLevel level = CheckLevel::kStandard;
  std::uint64_t seed = 1;
  std::optional<plugin::Recipe>
      fused;  ///< the activation that a loss is fused with, if it was found
  std::optional<plugin::Recipe> builtin;  ///< the built-in plugin to compare the speed with

  /// Whether the plugin declares this trait ("in_place").
  [[nodiscard]] bool promises(const std::string& trait) const;
  /// A plugin object with these parameters (a map with each declared one).
  [[nodiscard]] Made make(const base::Value& parameters) const;
  /// The same, or null when the plugin's constructor refuses.
  [[nodiscard]] Made make_if_possible(const base::Value& parameters) const;
  /// How often a test is repeated with new random data, and the seed of each time's.
  [[nodiscard]] int rounds() const;
  [[nodiscard]] std::uint64_t seed_of(int round) const;
};
[[nodiscard]] base::Value to_value(const Subject& subject);
[[nodiscard]] Subject subject_from(const base::Value& value);

/// The declared defaults, as a map.
[[nodiscard]] base::Value defaults(const plugin::PluginInfo& plugin);

/// The values at the ends of a parameter's range (just inside an open one), both booleans, all
/// choices; without the default.
[[nodiscard]] std::vector<base::Value> extremes(const plugin::ParameterInfo& parameter);

/// The defaults, then the defaults with one parameter at each of its extremes.
[[nodiscard]] std::vector<base::Value> settings(const plugin::PluginInfo& plugin);

/// "slope = 0": where `parameters` differ from the defaults; empty when they do not.
[[nodiscard]] std::string setting_text(const plugin::PluginInfo& plugin,
                                       const base::Value& parameters);

/// What a test that did not fail found.
struct Verdict {
  CheckOutcome outcome = CheckOutcome::kPassed;
  std::string text;
};

/// Thrown by a test: the plugin is wrong.
struct Failed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace ice::conformance
