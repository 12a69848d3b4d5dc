#include "help/values.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iterator>

#include "base/error.hpp"
#include "base/text.hpp"
#include "data/section.hpp"
#include "help/override_values.hpp"
#include "metric/metric.hpp"
#include "plugin/catalog.hpp"
#include "reference/key_facts.hpp"
#include "store/query/query.hpp"
#include "store/store.hpp"

namespace ice::cli {
namespace {

namespace fs = std::filesystem;
using Candidates = std::vector<Candidate>;

// "~/data" -> "/home/ada/data"
fs::path expanded(const std::string& folder) {
  const char* const home = std::getenv("HOME");
  if (folder.starts_with("~/") && home != nullptr) return home + folder.substr(1);
  return folder.empty() ? "." : folder;
}

bool is_study_file(const fs::path& file) {
  return file.extension() == ".yaml" || file.extension() == ".yml";
}

// Files and folders of the folder that is begun. A folder ends in /, so that more can follow.
Candidates files(const std::string& begun, bool only_studies) {
  const std::string folder = begun.substr(0, begun.rfind('/') + 1);
  const bool wants_hidden = begun.substr(folder.size()).starts_with('.');
  Candidates found;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(expanded(folder), ignored)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with('.') != wants_hidden) continue;
    if (entry.is_directory(ignored))
      found.push_back({folder + name + "/", ""});
    else if (!only_studies || is_study_file(entry.path()))
      found.push_back({folder + name, ""});
  }
  std::ranges::sort(found, {}, &Candidate::word);
  return found;
}

Candidates recorded(store::Offered what, const Situation& situation, const std::string& begun) {
  Candidates found;
  try {
    store::Reader reader(store::store_path(situation.db));
    for (store::Offer& offer : reader.offers(what, begun, situation.study))
      found.push_back({std::move(offer.word), std::move(offer.help)});
  } catch (const base::Error&) {  // no store, or not one that can be read now
  }
  return found;
}

// Those on record, else those that there may be.
Candidates metrics(const Situation& situation) {
  Candidates found = recorded(store::Offered::kMetrics, situation, "");
  if (!found.empty()) return found;
  for (const char* part : {"train", "dev", "test"})
    for (const metric::Metric& one : metric::table())
      found.push_back({part + ("." + std::string(one.name)), ""});
  return found;
}

// By the names of their files: a shipped plugin has a file of its own, and no library is loaded.
Candidates plugins() {
  constexpr std::string_view kSuffix = ".ice.so";
  Candidates found;
  for (const fs::path& file : plugin::plugin_files(plugin::search_path({}, {}))) {
    const std::string name = file.filename().string();
    found.push_back({name.substr(0, name.size() - kSuffix.size()), ""});
  }
  return found;
}

Candidates keys() {
  Candidates found;
  for (const reference::KeyFacts& key : reference::all_keys())
    found.push_back({key.path, key.meaning});
  return found;
}

// What `ice help` explains: a command, word by word, or the study file and its keys.
Candidates topics(const Situation& situation) {
  if (situation.arguments == std::vector<std::string>{"study"}) return keys();
  const CommandInfo* command = situation.program;
  for (const std::string& word : situation.arguments)
    command = command == nullptr ? nullptr : command->find(word);
  Candidates found;
  if (command == nullptr) return found;
  for (const CommandInfo& below : command->commands)
    if (!below.is_hidden()) found.push_back({below.names.front(), below.help});
  if (situation.arguments.empty()) found.push_back({"study", "The keys of a study file"});
  return found;
}

Candidates values_of_kind(ValueKind kind, const Situation& situation, const std::string& begun) {
  switch (kind) {
    case ValueKind::kFile:
      return files(begun, false);
    case ValueKind::kStudyFile:
      return files(begun, true);
    case ValueKind::kOverride:
      return overrides(begun, plugins);
    case ValueKind::kStudy:
      return recorded(store::Offered::kStudies, situation, begun);
    case ValueKind::kRun:
      return recorded(store::Offered::kRuns, situation, begun);
    case ValueKind::kMetric:
      return metrics(situation);
    case ValueKind::kColumn:
      return recorded(store::Offered::kColumns, situation, begun);
    case ValueKind::kPlugin:
      return plugins();
    case ValueKind::kTopic:
      return topics(situation);
  }
  return {};
}

}  // namespace

Candidates values_of(const Takes& takes, const Situation& situation, const std::string& begun) {
  Candidates found;
  for (const std::string& word : takes.words) found.push_back({word, ""});
  for (const ValueKind kind : takes.kinds)
    std::ranges::move(values_of_kind(kind, situation, begun), std::back_inserter(found));
  return found;
}

}  // namespace ice::cli
