#include "run/saved_networks.hpp"

#include <algorithm>
#include <string_view>

#include "base/error.hpp"
#include "code/code.hpp"
#include "code/settings.hpp"

namespace ice::run {
namespace {

namespace fs = std::filesystem;
using base::Value;

constexpr std::string_view kStopping = "training.early_stopping.";

fs::path folder(const fs::path& store) { return fs::absolute(store).parent_path() / "weights"; }

}  // namespace

fs::path network_file(const fs::path& store, const std::string& key, const std::string& network) {
  return folder(store) / (key + "." + network + ".h5");
}

std::optional<fs::path> find_network(const fs::path& store, const std::string& key,
                                     const std::string& metric) {
  for (const fs::path& file : {network_file(store, key, "best-" + metric),
                               network_file(store, key, "best"), network_file(store, key, "final")})
    if (fs::exists(file)) return file;
  return std::nullopt;
}

std::vector<std::string> saved_metrics(const fs::path& store, const std::string& key) {
  const std::string begin = key + ".best-", end = ".h5";
  std::vector<std::string> metrics;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder(store), none)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(begin) && name.ends_with(end))
      metrics.push_back(name.substr(begin.size(), name.size() - begin.size() - end.size()));
  }
  std::ranges::sort(metrics);
  return metrics;
}

std::vector<fs::path> networks_of(const fs::path& store, std::span<const std::string> keys) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder(store), none)) {
    const std::string name = entry.path().filename().string();
    const std::string key = name.substr(0, name.find('.'));
    if (name.ends_with(".h5") && std::ranges::binary_search(keys, key)) files.push_back(entry);
  }
  std::ranges::sort(files);
  return files;
}

std::optional<fs::path> find_network(const fs::path& store, const store::Run& run,
                                     std::span<const std::string> experiment_metrics) {
  for (const std::string& metric : experiment_metrics)
    if (auto file = find_network(store, run.key, watched_metric(run, metric))) return file;
  const std::vector<std::string> saved = saved_metrics(store, run.key);
  if (saved.empty()) return std::nullopt;
  return network_file(store, run.key, "best-" + saved.front());
}

std::string watched_metric(const store::Run& run, const std::string& experiment_metric) {
  Value stopping = Value::object();
  for (const auto& [name, value] : run.params)
    if (name.starts_with(kStopping)) stopping[name.substr(kStopping.size())] = value;
  code::Code watching;
  if (!stopping.empty())
    watching.early_stopping = code::watch_from(code::complete_early_stopping(stopping));
  return code::watched_metric(watching, experiment_metric);
}

void make_network_folder(const fs::path& store) {
  std::error_code error;
  fs::create_directories(folder(store), error);
  if (error) throw base::UserError(folder(store).string(), "cannot be made: " + error.message());
}

}  // namespace ice::run
