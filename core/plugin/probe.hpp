#pragma once
// Lets a child process load plugin libraries and report what they contain, so that no fault in a
// library can harm this process. Catalog::scan calls it.
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "plugin/info.hpp"

namespace ice::plugin {

/// What a library contains. When it is refused, `reason` says why and `plugins` is empty.
struct Probed {
  std::vector<PluginInfo> plugins;
  std::string reason;
};

/// Returns one answer per file, in order. The child checks the file and its card (build_card.hpp),
/// loads it and reads its descriptors (describe.hpp). One child probes many files; `limit` is the
/// time for all of them together. When the child dies or reaches the limit, the file it was probing
/// is refused and another child continues with the next. REQUIRES: main() of this program hands
/// over to probe_main (catalog.hpp). Throws as base::run_to_end does when no child can be started.
[[nodiscard]] std::vector<Probed> probe(const std::vector<std::filesystem::path>& files,
                                        std::chrono::milliseconds limit = std::chrono::seconds(5));

}  // namespace ice::plugin
