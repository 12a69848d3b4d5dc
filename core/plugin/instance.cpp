#include "plugin/instance.hpp"

#include <cstring>
#include <new>
#include <utility>

#include "base/error.hpp"

namespace ice::plugin {

Instance::Instance(const ice_plugin& plugin, std::string id, std::span<const ice_value> values)
    : plugin_(plugin), id_(std::move(id)) {
  ice_error error = empty_error();
  const auto count = static_cast<std::uint32_t>(values.size());
  if (plugin_.create(values.data(), count, &self_, &error) != ICE_OK) {
    raise(*this, "constructor", error);
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
