#include "help/override_values.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "data/section.hpp"
#include "study/schema.hpp"

namespace ice::cli {
namespace {

using study::Key;
using study::Type;

// How the command line names a key: keys of code and experiment without that word.
std::string path_on_command_line(const std::string& path) {
  for (const std::string_view section : {"code.", "experiment."})
    if (path.starts_with(section)) return path.substr(section.size());
  return path;
}

// All keys that have a value, by their names on the command line, in the schema's order.
std::vector<std::pair<std::string, const Key*>> settable() {
  std::vector<std::pair<std::string, const Key*>> all;
  for (const Key& key : study::all_keys()) {
    const bool is_section = !study::names_below(key.path).empty() && key.type == Type::kSettings;
    const bool is_set = key.path.starts_with("code.") || key.path.starts_with("experiment.") ||
                        key.path.starts_with("idea.");
    if (is_set && !is_section && key.type != Type::kOwn)
      all.emplace_back(path_on_command_line(key.path), &key);
  }
  for (const char* name : {"seeds.count", "seeds.root"})
    all.emplace_back(name, study::find_key(name));
  return all;
}

// The last parts of paths that only one path has.
std::vector<Candidate> short_names(const std::vector<std::pair<std::string, const Key*>>& keys) {
  std::map<std::string, std::vector<const Key*>> by_name;
  for (const auto& [path, key] : keys)
    if (key->path.starts_with("code.")) by_name[std::string(base::last_part(path))].push_back(key);
  std::vector<Candidate> found;
  for (const auto& [name, same] : by_name)
    if (same.size() == 1) found.push_back({name + "=", same.front()->help});
  return found;
}

std::vector<Candidate> paths(const std::string& begun) {
  const auto keys = settable();
  std::vector<Candidate> found;
  for (const auto& [path, key] : keys)
    if (path.starts_with(begun)) found.push_back({path + "=", key->help});
  return found.empty() ? short_names(keys) : found;
}

const Key* key_of(const std::string& name) {
  const Key* only = nullptr;
  for (const auto& [path, key] : settable()) {
    if (path == name) return key;
    if (base::last_part(path) == name) only = key;
  }
  return only;
}

std::vector<Candidate> values(const Key& key, std::vector<Candidate> (*plugins)()) {
  std::vector<Candidate> found;
  if (key.path == "code.data.name")
    for (const data::Source& source : data::sources()) found.push_back({source.name, ""});
  if (key.type == Type::kPlugin) found = plugins();
  if (key.type == Type::kFlag) found = {{"true", ""}, {"false", ""}};
  if (key.type == Type::kBatchSize) found = {{"full", ""}};
  for (const std::string& choice : key.choices) found.push_back({choice, ""});
  return found;
}

}  // namespace

std::vector<Candidate> overrides(const std::string& begun, std::vector<Candidate> (*plugins)()) {
  const auto equals = begun.find('=');
  if (equals == std::string::npos) return paths(begun);
  const Key* const key = key_of(begun.substr(0, equals));
  if (key == nullptr) return {};
  const std::string kept = begun.substr(0, begun.find_last_of("=,") + 1);
  std::vector<Candidate> found = values(*key, plugins);
  for (Candidate& one : found) one.word = kept + one.word;
  return found;
}

}  // namespace ice::cli
