#pragma once
// What a plugin declares about itself, as plain values. The probe child sends them to the process
// that makes the catalogue.
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/rule.hpp"
#include "base/value.hpp"

namespace ice::plugin {

enum class Kind { kActivation = 1, kInitializer = 2, kLoss = 3, kOptimizer = 4 };
[[nodiscard]] std::string to_string(Kind kind);  ///< "activation"
/// The kind with this name; nullopt when there is none.
[[nodiscard]] std::optional<Kind> kind_from(std::string_view text);

/// The id with its package: "relu" -> "core/relu"; an id that has one is unchanged.
[[nodiscard]] std::string qualified(std::string_view id);
/// The id without its package: "core/relu" -> "relu".
[[nodiscard]] std::string short_name(std::string_view id);

/// One parameter that a plugin declares.
struct ParameterInfo {
  std::string name, doc, unit;
  base::Rule rule;
  base::Value fallback;  ///< the default
  bool log_scale = false;
};

/// One plugin as its library describes it.
struct PluginInfo {
  Kind kind = Kind::kActivation;
  std::string id;  ///< with its package: "core/relu"
  std::string doc;
  std::string version;  ///< version of its package
  std::string licence;
  std::vector<ParameterInfo> parameters;
  std::vector<std::string> traits;  ///< "elementwise", "needs_z" ...
  bool float32 = true;  ///< whether it computes in float; every plugin computes in double
  /// Activations: the interval of their outputs. Losses: the interval in which the outputs that
  /// they are given must lie. nullopt when the plugin declares none.
  std::optional<base::Interval> outputs;
  std::string fuses;               ///< losses: id of the activation of the fused form, or empty
  std::vector<std::string> slots;  ///< optimizers: the names of their state vectors
  std::filesystem::path file;
  std::string sha256;  ///< SHA-256 of the file
  std::string stamp;   ///< file_stamp (library.hpp) of the file when it was probed
  /// Tests that failed when `ice plugin check` examined these bytes (check_note.hpp).
  std::vector<std::string> failed_tests;
  base::Value card;  ///< the library's build card (to_value in card.hpp)
};
/// Whether the plugin declares this trait ("sums_to_one").
[[nodiscard]] bool has_trait(const PluginInfo& info, std::string_view trait);
/// The same as JSON, and back, to pass it between processes.
[[nodiscard]] base::Value to_value(const PluginInfo& info);
[[nodiscard]] PluginInfo plugin_from(const base::Value& value);

}  // namespace ice::plugin
