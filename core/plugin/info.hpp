#pragma once
// What a plugin says of itself, as plain values that cross processes.
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"

namespace ice::plugin {

enum class Kind { kActivation = 1, kInitializer = 2, kLoss = 3, kOptimizer = 4 };
[[nodiscard]] std::string to_string(Kind kind);  ///< "activation"
[[nodiscard]] std::optional<Kind> kind_from(std::string_view text);

/// "core/relu" for "relu"; an id with a package as it is.
[[nodiscard]] std::string qualified(std::string_view id);
/// "relu" for "core/relu".
[[nodiscard]] std::string short_name(std::string_view id);

/// Numbers between two ends, each with or without the end itself.
struct Interval {
  double low = 0, high = 0;  ///< +-inf when unbounded
  bool low_open = false, high_open = false;

  /// "[0, 1)", "> 0", "any number".
  [[nodiscard]] std::string text() const;
  /// Whether all its numbers, ends apart, are among those of `other`.
  [[nodiscard]] bool is_within(const Interval& other) const {
    return low >= other.low && high <= other.high;
  }
  /// Whether it has an end that `other` approaches and does not have itself.
  [[nodiscard]] bool reaches_end_of(const Interval& other) const {
    return (low == other.low && other.low_open && !low_open) ||
           (high == other.high && other.high_open && !high_open);
  }
  [[nodiscard]] bool operator==(const Interval&) const = default;
};

/// One parameter that a plugin declares.
struct ParameterInfo {
  enum class Type { kReal = 1, kInteger = 2, kBoolean = 3, kChoice = 4 };
  std::string name, doc, unit;
  Type type = Type::kReal;
  base::Value fallback;     ///< the default
  double min = 0, max = 0;  ///< +-inf when unbounded
  bool min_open = false, max_open = false;
  bool log_scale = false;
  std::vector<std::string> choices;
  /// What is allowed: "[0, 1)", "> 0", "any number", "true or false", "one of a, b".
  [[nodiscard]] std::string range_text() const;
  /// Whether a value of the right type is within bounds or among the choices.
  [[nodiscard]] bool allows(const base::Value& value) const;
};

/// One plugin as its library describes it.
struct PluginInfo {
  Kind kind = Kind::kActivation;
  std::string id;  ///< qualified: "core/relu"
  std::string doc;
  std::string version;  ///< of its package
  std::string licence;
  std::vector<ParameterInfo> parameters;
  std::vector<std::string> traits;  ///< "elementwise", "needs_z" ...
  bool float32 = true;              ///< double is always there
  /// Activations: where their outputs lie. Losses: where the outputs that they take must lie.
  /// Nothing when the plugin does not say.
  std::optional<Interval> outputs;
  std::string fuses;               ///< losses: the qualified id of an activation, or empty
  std::vector<std::string> slots;  ///< optimizers
  std::filesystem::path file;
  std::string sha256;  ///< of the file
  std::string stamp;   ///< of the file as it was probed (library.hpp)
  /// Tests that failed when `ice plugin check` last examined this very file (check_note.hpp).
  std::vector<std::string> failed_tests;
  base::Value card;  ///< the library's build card: abi, sdk, compiler, armadillo, flags
};
/// Whether the plugin declares this trait ("sums_to_one").
[[nodiscard]] bool has_trait(const PluginInfo& info, std::string_view trait);
[[nodiscard]] base::Value to_value(const PluginInfo& info);
[[nodiscard]] PluginInfo plugin_from(const base::Value& value);

}  // namespace ice::plugin
