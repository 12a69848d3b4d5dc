#include "plugin/probe.hpp"

#include <fmt/format.h>

#include <exception>
#include <span>

#include "base/child.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "plugin/build_card.hpp"
#include "plugin/catalog.hpp"
#include "plugin/describe.hpp"
#include "plugin/library.hpp"

namespace ice::plugin {
namespace {

namespace fs = std::filesystem;

constexpr const char* kAtFault =
    " Its static constructors are at fault, or a library that it needs.";

// The library's C descriptors. An exception that one of its static constructors throws comes out of
// the loader.
const ice_library& loaded(const fs::path& file) {
  try {
    return load(file);
  } catch (const base::Error&) {
    throw;
  } catch (const std::exception& error) {
    throw base::Error(fmt::format("loading it threw an exception: {}.{}", error.what(), kAtFault));
  }
}

// What the child says of a file.
base::Value answer(const std::string& name) {
  const fs::path file = name;
  // The stamp before the bytes: whatever changes in between then shows in the worker.
  const std::string stamp = file_stamp(file);
  const Card card = read_card(file);
  const std::string sha256 = base::sha256_file(file);
  base::Value plugins = base::Value::array();
  for (PluginInfo& info : describe(loaded(file), card)) {
    info.file = file;
    info.sha256 = sha256;
    info.stamp = stamp;
    plugins.push_back(to_value(info));
  }
  return plugins;
}

Probed probed_from(const base::Answer& answer) {
  switch (answer.kind) {
    case base::Answer::Kind::kError:
      return {{}, answer.text};
    case base::Answer::Kind::kEnded:
      return {{}, fmt::format("loading it {}.{}", answer.text, kAtFault)};
    case base::Answer::Kind::kValue:
      break;
  }
  Probed out;
  for (const base::Value& plugin : answer.value) out.plugins.push_back(plugin_from(plugin));
  return out;
}

}  // namespace

std::vector<Probed> probe(const std::vector<fs::path>& files, std::chrono::milliseconds limit) {
  std::vector<std::string> names;
  for (const fs::path& file : files) names.push_back(file.string());
  std::vector<Probed> probed;
  while (probed.size() < names.size()) {
    const auto rest = std::span(names).subspan(probed.size());
    for (const base::Answer& answer : base::ask_child(kProbeRole, rest, limit))
      probed.push_back(probed_from(answer));
  }
  return probed;
}

int probe_main(int argc, char** argv) { base::answer_parent(argc, argv, answer); }

}  // namespace ice::plugin
