#include "worker/crash_mark.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

#include "base/system_error.hpp"

namespace ice::worker {
namespace {

using nn::Call;

base::Fd make_memory() {
  base::Fd memory(::memfd_create("ice-crash-mark", MFD_CLOEXEC));
  if (!memory || ::ftruncate(memory.get(), sizeof(nn::Progress)) != 0)
    base::throw_system_error("cannot connect to a worker", errno);
  return memory;
}

nn::Progress* map(const base::Fd& memory) {
  void* const at =
      ::mmap(nullptr, sizeof(nn::Progress), PROT_READ | PROT_WRITE, MAP_SHARED, memory.get(), 0);
  if (at == MAP_FAILED) base::throw_system_error("cannot connect to a worker", errno);
  return static_cast<nn::Progress*>(at);
}

// "core/adam step"; nothing for what is no call.
std::string call_text(Call call, const code::Code& code, const code::Layer* layer) {
  const auto of = [](const code::PluginChoice& plugin, const char* function) {
    return plugin.id + " " + function;
  };
  if (call == Call::kStep) return of(code.optimizer, "step");
  if (call == Call::kLossValue) return of(code.loss, "value");
  if (call == Call::kLossGradient) return of(code.loss, "gradient");
  if (layer == nullptr) return "";
  if (call == Call::kFill) return of(layer->initializer, "fill");
  if (call == Call::kForward) return of(layer->activation, "forward");
  if (call == Call::kBackward) return of(layer->activation, "backward");
  return "";
}

}  // namespace

CrashMark::CrashMark() : memory_(make_memory()), mark_(map(memory_)) {}
CrashMark::CrashMark(int fd) : memory_(fd), mark_(map(memory_)) {}
CrashMark::~CrashMark() { ::munmap(mark_, sizeof(nn::Progress)); }

std::uint64_t epochs_done(const nn::Progress& progress) {
  return progress.epoch == 0 ? 0 : progress.epoch - 1;
}

std::string describe(const nn::Progress& progress, const code::Code& code) {
  std::string text =
      progress.epoch == 0 ? "before the first epoch" : fmt::format("in epoch {}", progress.epoch);
  constexpr std::uint64_t kAnyWidth = 1;  // only names are needed
  const std::vector<code::Layer> layers = code::layers_of(code, kAnyWidth);
  const bool in_layer = progress.layer >= 1 && progress.layer <= layers.size();
  const code::Layer* const layer = in_layer ? &layers[progress.layer - 1] : nullptr;
  const std::string call = call_text(progress.call, code, layer);
  if (call.empty()) return text;
  if (in_layer) text += fmt::format(", layer {}", progress.layer);
  return text + ", " + call;
}

}  // namespace ice::worker
