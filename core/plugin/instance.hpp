#pragma once
// A created plugin object with its function table. Internal to core/plugin: other folders use the
// classes of functions.hpp.
#include <span>
#include <string>

#include "ice/abi.h"

namespace ice::plugin {

/// Owns one object inside a plugin library and destroys it through the plugin. Immutable after
/// construction: any number of threads may call it. It may outlive everything else, because a
/// loaded library is never unloaded.
class Instance {
 public:
  /// `values` has one value per declared parameter, in that order; the plugin does not keep them.
  /// Throws PluginError when the plugin's constructor refuses them, std::bad_alloc when it runs out
  /// of memory.
  Instance(const ice_plugin& plugin, std::string id, std::span<const ice_value> values);
  ~Instance();
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  [[nodiscard]] const std::string& id() const { return id_; }  ///< "core/relu"
  /// A copy of the library's descriptor, with its function table, in the form that this host knows
  /// (known_form.hpp).
  [[nodiscard]] const ice_plugin& plugin() const { return plugin_; }
  /// The plugin's object: the first argument of its functions.
  [[nodiscard]] const void* self() const { return self_; }
  [[nodiscard]] bool has(ice_trait trait) const { return (plugin_.traits & trait) != 0; }

 private:
  void take_functions();

  ice_plugin plugin_;  // its member `functions` points to the table below
  union {
    ice_activation activation;
    ice_initializer initializer;
    ice_loss loss;
    ice_optimizer optimizer;
  } functions_{};
  std::string id_;
  void* self_ = nullptr;
};

/// An error struct for one call of a plugin.
[[nodiscard]] inline ice_error empty_error() {
  ice_error error;  // NOLINT(*-member-init): 504 bytes of text are not cleared in each call
  error.size = sizeof error;
  error.code = ICE_OK;
  error.text[0] = '\0';
  return error;
}

/// Throws the error that a call of `function` ("forward") reported: std::bad_alloc for
/// ICE_OUT_OF_MEMORY, otherwise PluginError. REQUIRES: error.code is not ICE_OK.
[[noreturn]] void raise(const Instance& instance, const char* function, const ice_error& error);

}  // namespace ice::plugin
