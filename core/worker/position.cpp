#include "worker/position.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

#include "base/system_error.hpp"
#include "code/blueprint.hpp"

namespace ice::worker {
namespace {

using base::Value;
using nn::Call;

base::Fd make_memory() {
  base::Fd memory(::memfd_create("ice-position", MFD_CLOEXEC));
  if (!memory || ::ftruncate(memory.get(), sizeof(nn::Position)) != 0)
    base::throw_system_error("cannot connect to a worker", errno);
  return memory;
}

nn::Position* map(const base::Fd& memory) {
  void* const at =
      ::mmap(nullptr, sizeof(nn::Position), PROT_READ | PROT_WRITE, MAP_SHARED, memory.get(), 0);
  if (at == MAP_FAILED) base::throw_system_error("cannot connect to a worker", errno);
  return static_cast<nn::Position*>(at);
}

std::string name_of(const Value& reference) { return reference["name"].get<std::string>(); }

// "core/adam step"; nothing for what is no call.
std::string call_text(Call call, const Value& code, const code::LayerCode* layer) {
  const auto of_layer = [&](const Value& plugin, const char* function) {
    return name_of(plugin) + " " + function;
  };
  if (call == Call::kStep) return of_layer(code["optimizer"], "step");
  if (call == Call::kLossValue) return of_layer(code["loss"], "value");
  if (call == Call::kLossGradient) return of_layer(code["loss"], "gradient");
  if (layer == nullptr) return "";
  if (call == Call::kFill) return of_layer(layer->initializer, "fill");
  if (call == Call::kForward) return of_layer(layer->activation, "forward");
  if (call == Call::kBackward) return of_layer(layer->activation, "backward");
  return "";
}

}  // namespace

SharedPosition::SharedPosition() : memory_(make_memory()), position_(map(memory_)) {}
SharedPosition::SharedPosition(int fd) : memory_(fd), position_(map(memory_)) {}
SharedPosition::~SharedPosition() { ::munmap(position_, sizeof(nn::Position)); }

std::uint64_t epochs_done(const nn::Position& position) {
  return position.epoch == 0 ? 0 : position.epoch - 1;
}

std::string describe(const nn::Position& position, const Value& code) {
  std::string text =
      position.epoch == 0 ? "before the first epoch" : fmt::format("in epoch {}", position.epoch);
  constexpr std::uint64_t kAnyWidth = 1;  // names alone are asked for
  const std::vector<code::LayerCode> layers = code::layers_of(code, kAnyWidth);
  const bool in_layer = position.layer >= 1 && position.layer <= layers.size();
  const code::LayerCode* const layer = in_layer ? &layers[position.layer - 1] : nullptr;
  const std::string call = call_text(position.call, code, layer);
  if (call.empty()) return text;
  if (in_layer) text += fmt::format(", layer {}", position.layer);
  return text + ", " + call;
}

}  // namespace ice::worker
