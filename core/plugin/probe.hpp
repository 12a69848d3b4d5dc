#pragma once
// Lets a child process load plugin libraries and say what they hold, so that no fault in them
// reaches this process.
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "plugin/info.hpp"

namespace ice::plugin {

/// What a library holds, or why it is refused (then `plugins` is empty and `reason` is not).
struct Probed {
  std::vector<PluginInfo> plugins;
  std::string reason;
};

/// One answer for each file, in order: its ELF file and card are checked (card.hpp), then it is
/// loaded and its descriptors are read. One child probes many files; when it dies or exceeds the
/// limit, the file at fault is refused and the next child goes on behind it. A program that calls
/// this hands over to probe_main (catalog.hpp) in its main().
[[nodiscard]] std::vector<Probed> probe(const std::vector<std::filesystem::path>& files,
                                        std::chrono::milliseconds limit = std::chrono::seconds(5));

}  // namespace ice::plugin
