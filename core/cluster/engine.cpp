#include "cluster/engine.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace ice::cluster {
namespace {

class Print : public Engine {
 public:
  [[nodiscard]] std::string start(const JobFolder& folder,
                                  const std::vector<std::size_t>& chunks) const override {
    const std::string path = base::shell_word(folder.path().string());
    if (chunks.size() == 1) return fmt::format("ice task {} {}", path, chunks.front());
    const bool is_all = chunks.back() - chunks.front() + 1 == chunks.size();
    std::string numbers = fmt::format("seq {} {}", chunks.front(), chunks.back());
    if (!is_all) {
      numbers = "printf '%s\\n'";
      for (const std::size_t chunk : chunks) numbers += fmt::format(" {}", chunk);
    }
    return fmt::format("{} | xargs -n 1 ice task {}", numbers, path);
  }
};

}  // namespace

std::string ranges_text(const std::vector<std::size_t>& numbers) {
  std::string text;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t end = i + 1;
    while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1) ++end;
    if (!text.empty()) text += ',';
    text += fmt::format("{}", numbers[i]);
    if (end - i > 1) text += fmt::format("-{}", numbers[end - 1]);
    i = end;
  }
  return text;
}

std::unique_ptr<Engine> print_engine(const EngineOptions& /*options*/) {
  return std::make_unique<Print>();
}

std::unique_ptr<Engine> engine_named(const std::string& name, const EngineOptions& options) {
  if (name == "slurm") return slurm_engine(options);
  if (name == "ssh") return ssh_engine(options);
  return print_engine(options);
}

}  // namespace ice::cluster
