#include "plugin/instance.hpp"

#include <cstring>
#include <new>
#include <utility>

#include "base/error.hpp"
#include "plugin/known_form.hpp"

namespace ice::plugin {

Instance::Instance(const ice_plugin& plugin, std::string id, std::span<const ice_value> values)
    : plugin_(known_form(&plugin)), id_(std::move(id)) {
  take_functions();
  ice_error error = empty_error();
  const auto count = static_cast<std::uint32_t>(values.size());
  if (plugin_.create(values.data(), count, &self_, &error) != ICE_OK) {
    raise(*this, "constructor", error);
  }
}

void Instance::take_functions() {
  const auto take = [](const auto*& table, auto& known) {
    known = known_form(table);
    table = &known;
  };
  switch (plugin_.kind) {
    case ICE_ACTIVATION:
      return take(plugin_.functions.activation, functions_.activation);
    case ICE_INITIALIZER:
      return take(plugin_.functions.initializer, functions_.initializer);
    case ICE_LOSS:
      return take(plugin_.functions.loss, functions_.loss);
    case ICE_OPTIMIZER:
      return take(plugin_.functions.optimizer, functions_.optimizer);
    default:
      return;  // no plugin of another kind is described, so none is created
  }
}

Instance::~Instance() { plugin_.destroy(self_); }

void raise(const Instance& instance, const char* function, const ice_error& error) {
  if (error.code == ICE_OUT_OF_MEMORY) throw std::bad_alloc();
  const std::string call = instance.id() + " " + function;
  const std::string text(error.text, strnlen(error.text, sizeof error.text));
  const bool completes_sentence = error.code == ICE_OUTPUT_LOST || error.code == ICE_UNSUPPORTED;
  throw base::PluginError(call + (completes_sentence ? " " : ": ") + text);
}

}  // namespace ice::plugin
