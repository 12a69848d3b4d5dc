#include "run/saved_networks.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "code/settings.hpp"

namespace ice::run {
namespace {

namespace fs = std::filesystem;
using base::Value;

constexpr const char* kStopping = "training.early_stopping";

fs::path folder(const fs::path& store) { return fs::absolute(store).parent_path() / "weights"; }

// What a code watches whose settings of early stopping may be incomplete.
std::string watched(const Value* stopping, const std::string& experiment_metric) {
  Value code = Value::object();
  if (stopping != nullptr)
    code["training"]["early_stopping"] = code::complete_early_stopping(*stopping);
  return code::watched_metric(code, experiment_metric);
}

// Every metric that a cell of the study may watch: early stopping may be a varied parameter. A
// metric that early stopping watches is part of the run's key: no file of it is another cell's.
std::set<std::string> watched_metrics(const study::Study& study) {
  const Value* const stopping = base::find_path(study.code, kStopping);
  std::set<std::string> metrics{watched(stopping, study.experiment.metric)};
  for (const study::Parameter& parameter : study.experiment.parameters) {
    if (!parameter.name.starts_with(kStopping)) continue;
    metrics.insert(study.experiment.metric);
    metrics.insert(code::complete_early_stopping(stopping != nullptr ? *stopping : Value::object())
                       .at("metric")
                       .get<std::string>());
    for (const Value& value : parameter.values)
      if (value.is_string()) metrics.insert(value.get<std::string>());
  }
  return metrics;
}

}  // namespace

fs::path network_file(const fs::path& store, const std::string& key, const std::string& save,
                      const std::string& metric) {
  return folder(store) / (key + "." + save + (save == "best" ? "-" + metric : "") + ".h5");
}

std::optional<fs::path> find_network(const fs::path& store, const std::string& key,
                                     const std::string& metric) {
  for (const fs::path& file :
       {network_file(store, key, "best", metric), folder(store) / (key + ".best.h5"),
        network_file(store, key, "final", "")})
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

std::optional<fs::path> find_network(const fs::path& store, const store::Run& run,
                                     std::span<const std::string> experiment_metrics) {
  for (const std::string& metric : experiment_metrics)
    if (auto file = find_network(store, run.key, watched_metric(run, metric))) return file;
  const std::vector<std::string> saved = saved_metrics(store, run.key);
  if (saved.empty()) return std::nullopt;
  return network_file(store, run.key, "best", saved.front());
}

std::string watched_metric(const store::Run& run, const std::string& experiment_metric) {
  const std::string below = kStopping + std::string(".");
  Value stopping = Value::object();
  for (const auto& [name, value] : run.params)
    if (name.starts_with(below)) stopping[name.substr(below.size())] = value;
  return watched(stopping.empty() ? nullptr : &stopping, experiment_metric);
}

void make_network_folder(const fs::path& store) {
  std::error_code error;
  fs::create_directories(folder(store), error);
  if (error) throw base::UserError(folder(store).string(), "cannot be made: " + error.message());
}

plan::StatusLookup with_networks(plan::StatusLookup statuses, const study::Study& study,
                                 const fs::path& store) {
  const std::string save = study.code["training"].value("save", "none");
  if (save == "none") return statuses;
  std::set<std::string> metrics{""};
  if (save == "best") metrics = watched_metrics(study);
  return [statuses = std::move(statuses), save, metrics, store](std::span<const std::string> keys) {
    const auto is_saved = [&](const std::string& key) {
      return std::ranges::any_of(metrics, [&](const std::string& metric) {
        return fs::exists(network_file(store, key, save, metric));
      });
    };
    auto found = statuses(keys);
    for (std::size_t i = 0; i < keys.size(); ++i)
      if (found[i] == store::Status::kFinished && !is_saved(keys[i])) found[i].reset();
    return found;
  };
}

}  // namespace ice::run
