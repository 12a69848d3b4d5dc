#pragma once
// The input of one test of `ice plugin check`: the plugin, the level of the check, and other
// plugins to compare it with. A plain value, which is sent to the child process that runs the test.
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

/// A created plugin; shared, because the calls that are made from it keep it alive.
using Made = std::shared_ptr<const plugin::Instance>;

/// The plugin under test, and all that a test needs to know.
struct Subject {
  plugin::PluginInfo plugin;
  CheckLevel level = CheckLevel::kStandard;
  std::uint64_t seed = 1;
  std::optional<plugin::Recipe> fused;    ///< activation of a loss's fused form, if it was found
  std::optional<plugin::Recipe> builtin;  ///< built-in plugin for the speed test, if it was found

  /// Whether the plugin declares this trait ("in_place").
  [[nodiscard]] bool promises(const std::string& trait) const;
  /// Creates the plugin in this process. `parameters` is a map with every declared parameter.
  /// Throws as plugin::create does.
  [[nodiscard]] Made make(const base::Value& parameters) const;
  /// The same, but null when the plugin's constructor refuses the parameters.
  [[nodiscard]] Made make_if_possible(const base::Value& parameters) const;
  /// How many times a test repeats each case with new random data: 1, 3 or 20, by the level.
  [[nodiscard]] int rounds() const;
  /// The seed of the random data of one round.
  [[nodiscard]] std::uint64_t seed_of(int round) const;
};
[[nodiscard]] base::Value to_value(const Subject& subject);
[[nodiscard]] Subject subject_from(const base::Value& value);

/// The plugin's parameters with their declared defaults, as a map.
[[nodiscard]] base::Value defaults(const plugin::PluginInfo& plugin);

/// The extreme values of a parameter, except its default: the ends of its range (a value just
/// inside an open end), both booleans, or all choices.
[[nodiscard]] std::vector<base::Value> extremes(const plugin::ParameterInfo& parameter);

/// The settings that tests run with: the defaults, then for each extreme of each parameter the
/// defaults with this one value.
[[nodiscard]] std::vector<base::Value> settings(const plugin::PluginInfo& plugin);

/// The parameters that differ from their defaults as text: "slope = 0"; empty when none does.
[[nodiscard]] std::string setting_text(const plugin::PluginInfo& plugin,
                                       const base::Value& parameters);

/// The result of a test. A test function returns one that is not a failure; a failure is thrown as
/// Failed and becomes a Verdict in the child's main function.
struct Verdict {
  CheckOutcome outcome = CheckOutcome::kPassed;
  std::string text;  ///< CheckResult::text
};

/// Thrown by a test function when the plugin is wrong. The text says what was found.
struct Failed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace ice::conformance
