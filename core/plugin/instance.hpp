#pragma once
// A created plugin object with its function table. Internal to this module: others use
// functions.hpp.
#include <span>
#include <string>

#include "ice/abi.h"

namespace ice::plugin {

/// Owns one object inside a plugin library; immutable, so any number of threads may call it. The
/// library stays loaded for ever, so an instance may outlive everything else.
class Instance {
 public:
  /// `values`: one per declared parameter, in order. Throws PluginError when the constructor
  /// refuses, std::bad_alloc when it runs out of memory.
  Instance(const ice_plugin& plugin, std::string id, std::span<const ice_value> values);
  ~Instance();
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  [[nodiscard]] const std::string& id() const { return id_; }  ///< "core/relu"
  /// The library's descriptor and function table as this host knows them (known_form.hpp).
  [[nodiscard]] const ice_plugin& plugin() const { return plugin_; }
  [[nodiscard]] const void* self() const { return self_; }
  [[nodiscard]] bool has(ice_trait trait) const { return (plugin_.traits & trait) != 0; }

 private:
  void take_functions();

  ice_plugin plugin_;  // functions: the table below
  union {
    ice_activation activation;
    ice_initializer initializer;
    ice_loss loss;
    ice_optimizer optimizer;
  } functions_{};
  std::string id_;
  void* self_ = nullptr;
};

/// An error struct for one call: its text is not cleared, for speed.
[[nodiscard]] inline ice_error empty_error() {
  ice_error error;  // NOLINT(*-member-init): 504 bytes of text are not cleared in each call
  error.size = sizeof error;
  error.code = ICE_OK;
  error.text[0] = '\0';
  return error;
}

/// Throws what a call of `function` ("forward") reported with a code that is not ICE_OK:
/// PluginError, or std::bad_alloc for lack of memory.
[[noreturn]] void raise(const Instance& instance, const char* function, const ice_error& error);

}  // namespace ice::plugin
