#include "data/section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <span>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace ice::data {
namespace {

using base::Rule;
using base::Value;
using Type = Rule::Type;

bool fits(const Key& key, const Value& value) {
  return key.rule.allows(value) && value != Value("");
}

// Completes maps and collects the errors found on the way.
class Completion {
 public:
  explicit Completion(const Where& where) : where_(where) {}

  void fault(const std::string& path, const std::string& found, const std::string& hint = "") {
    faults_.add(where_(path), found, hint);
  }
  void throw_if_any() const { faults_.throw_if_any(); }

  // The values of all keys: the given ones, and defaults for the others.
  Value take_all(const Value& given, const std::vector<Key>& keys, const std::string& path) {
    Value all = Value::object();
    for (const Key& key : keys)
      all[key.name] = take(given, key, fmt::format("{}.{}", path, key.name));
    return all;
  }

  void refuse_unknown(const Value& given, const std::vector<std::string>& known,
                      const std::string& path) {
    for (const auto& [name, value] : given.items()) {
      if (std::ranges::count(known, name) == 0)
        fault(fmt::format("{}.{}", path, name), "unknown key", base::suggest(name, known));
    }
  }

 private:
  Value take(const Value& given, const Key& key, const std::string& path) {
    const auto found = given.find(key.name);
    if (found == given.end() || found->is_null()) {
      if (key.required) fault(path, "missing", "Expected " + key.rule.expected());
      return key.fallback;
    }
    if (!fits(key, *found))
      fault(path, fmt::format("expected {}, got {}", key.rule.expected(), base::to_text(*found)),
            key.rule.hint(*found));
    return *found;
  }

  const Where& where_;
  base::Diagnostics faults_;
};

std::vector<std::string> names_of(const auto& items) {
  std::vector<std::string> names;
  for (const auto& item : items) names.push_back(item.name);
  return names;
}

const Source* find_source(const Value& name) {
  const auto found = std::ranges::find_if(
      sources(), [&](const Source& source) { return name == Value(source.name); });
  return found == sources().end() ? nullptr : &*found;
}

void refuse_source(const Value& name, Completion& completion) {
  const std::vector<std::string> known = names_of(sources());
  if (name.is_null())
    completion.fault("data.name", "missing", "Known: " + base::join(known, ", "));
  else
    completion.fault("data.name", fmt::format("unknown data set '{}'", base::to_text(name)),
                     base::suggest(base::to_text(name), known));
}

const Source& require_source(const Value& section, Completion& completion) {
  const Value name = section.is_object() ? section.value("name", Value()) : section;
  const Source* source = section.is_object() ? find_source(name) : nullptr;
  if (source == nullptr) refuse_source(name, completion);
  completion.throw_if_any();
  return *source;
}

Value take_split(const Value& given, Completion& completion) {
  if (!given.is_null() && !given.is_object())
    completion.fault("data.split", "expected a map, got " + base::to_text(given),
                     "For example {train: 0.8, dev: 0.2}");
  const Value& map = given.is_object() ? given : Value::object();
  completion.refuse_unknown(map, names_of(split_keys()), "data.split");
  return completion.take_all(map, split_keys(), "data.split");
}

// Looks for a file in one folder after the other, and remembers what helps when none has it.
class FileSearch {
 public:
  explicit FileSearch(std::filesystem::path named) : named_(std::move(named)) {}

  bool finds_in(const std::filesystem::path& folder) {
    const std::filesystem::path file = std::filesystem::absolute(folder / named_);
    std::error_code error;
    if (std::filesystem::is_regular_file(file, error)) return true;
    const std::string parent = file.parent_path().lexically_normal().string();
    if (std::filesystem::is_directory(file, error))
      note(file.string() + " (a folder)");
    else if (error && error != std::errc::no_such_file_or_directory)
      note(parent + " (" + error.message() + ")");
    else
      note(parent);
    for (const auto& entry : std::filesystem::directory_iterator(parent, error))
      if (entry.is_regular_file(error)) names_.push_back(entry.path().filename().string());
    return false;
  }

  [[nodiscard]] std::string advice(bool has_ice_data) const {
    std::vector<std::string> names = names_;
    std::ranges::sort(names);  // a folder lists its files in any order
    const auto near = base::nearest(named_.filename().string(), names);
    std::string text = near ? fmt::format("Did you mean '{}'? ", *near) : "";
    text += "Looked in " + base::join(looked_, ", ");
    if (!has_ice_data && named_.is_relative())
      text += "; $ICE_DATA names another folder to look in";
    return text;
  }

 private:
  void note(const std::string& place) {
    if (std::ranges::count(looked_, place) == 0) looked_.push_back(place);
  }

  std::filesystem::path named_;
  std::vector<std::string> looked_, names_;
};

}  // namespace

Key integer_key(std::string name, std::int64_t fallback, double min, double max) {
  return {std::move(name), {.type = Type::kWhole, .range = {.low = min, .high = max}}, fallback};
}

Key real_key(std::string name, double fallback, double min, double max) {
  return {std::move(name), {.type = Type::kReal, .range = {.low = min, .high = max}}, fallback};
}

Key seed_key() { return {"seed", {.type = Type::kWhole, .range = {.low = 0}}, 0}; }

Key name_key(std::string name, bool required) {
  return {std::move(name), {.type = Type::kName}, nullptr, required};
}

Key names_key(std::string name) { return {std::move(name), {.type = Type::kNames}, nullptr}; }

Key flag_key(std::string name, bool fallback) {
  return {std::move(name), {.type = Type::kFlag}, fallback};
}

Key choice_key(std::string name, std::vector<std::string> choices) {
  const std::string first = choices.front();
  return {std::move(name), {.type = Type::kChoice, .choices = std::move(choices)}, first};
}

Key required_text_key(std::string name) {
  return {std::move(name), {.type = Type::kText}, nullptr, true};
}

Key optional_text_key(std::string name) {
  return {std::move(name), {.type = Type::kText}, nullptr};
}

Key text_key(std::string name, std::string fallback) {
  return {std::move(name), {.type = Type::kText}, std::move(fallback)};
}

const std::vector<Key>& split_keys() {
  const Rule part{.type = Type::kShareOrCount};
  static const std::vector<Key> keys{
      {"train", part, nullptr},
      {"dev", part, 0},
      {"test", part, 0},
      seed_key(),
      // Off unless a study asks for them: without a default they change no identity.
      {"by", {.type = Type::kChoice, .choices = {"study", "seed"}}, nullptr},
      {"folds", {.type = Type::kWhole, .range = {.low = 2, .high = 100}}, nullptr},
      {"fold", {.type = Type::kWhole, .range = {.low = 1, .high = 100}}, nullptr},
      {"column", {.type = Type::kName}, nullptr}};
  return keys;
}

std::vector<Key> keys_of(const Source& source) {
  std::vector<Key> keys = source.keys;
  keys.push_back({"standardize", {.type = Type::kFlag}, false});
  // Off unless a study asks for them: without a default they change no identity.
  keys.push_back(
      {"targets", {.type = Type::kChoice, .choices = {"as_is", "standardize"}}, nullptr});
  keys.push_back({"class_weight",
                  {.type = Type::kWeights, .range = {.low = 0}, .choices = {"none", "balanced"}},
                  nullptr});
  return keys;
}

std::string code_path(const std::string& path) { return "code." + path; }

Value complete_section(const Value& section, const Where& where) {
  Completion completion(where);
  const Source& source = require_source(section, completion);
  const std::vector<Key> keys = keys_of(source);

  std::vector<std::string> known = names_of(keys);
  known.insert(known.end(), {"name", "split"});
  completion.refuse_unknown(section, known, "data");

  Value completed = completion.take_all(section, keys, "data");
  completed["name"] = source.name;
  completed["split"] = take_split(section.value("split", Value()), completion);
  completion.throw_if_any();
  return base::normalized(completed);
}

Samples load(const Value& section, const Folders& folders) {
  const Value completed = complete_section(section);
  return find_source(completed["name"])->load(completed, folders);
}

std::vector<std::string> names_at(const Value& section, const std::string& key) {
  const Value& value = section.at(key);
  if (value.is_null()) return {};
  if (!value.is_array()) return {base::to_text(value)};
  std::vector<std::string> names;
  for (const Value& item : value) names.push_back(item.is_null() ? "null" : base::to_text(item));
  return names;
}

std::string text_at(const Value& section, const std::string& key) {
  return section.at(key).is_null() ? "" : base::to_text(section.at(key));
}

std::filesystem::path find_file(const Value& section, const std::string& key,
                                const Folders& folders) {
  const std::filesystem::path named = text_at(section, key);
  std::vector<std::filesystem::path> searched{folders.study_folder};
  const char* const ice_data = std::getenv("ICE_DATA");
  if (ice_data != nullptr && *ice_data != '\0') searched.insert(searched.begin(), ice_data);
  FileSearch search(named);
  for (const std::filesystem::path& folder : searched)
    if (search.finds_in(folder)) return folder / named;  // an absolute path replaces the folder
  const std::string from = section.contains("from") ? text_at(section, "from") : "";
  throw base::UserError(
      code_path("data." + key), fmt::format("no file '{}'", named.string()),
      search.advice(searched.size() > 1) + (from.empty() ? "" : ". It is from: " + from));
}

std::vector<NamedFile> files_of(const Value& section, const Folders& folders) {
  std::vector<NamedFile> files;
  for (const char* key : {"file", "test_file", "images", "labels", "test_images", "test_labels"})
    if (section.contains(key) && !text_at(section, key).empty())
      files.push_back({text_at(section, key), find_file(section, key, folders)});
  return files;
}

}  // namespace ice::data
