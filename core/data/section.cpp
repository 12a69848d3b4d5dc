#include "data/section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <span>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace ice::data {
namespace {

using base::Value;
using Kind = Key::Kind;

Key make_key(std::string name, Kind kind, Value fallback) {
  Key key;
  key.name = std::move(name);
  key.kind = kind;
  key.fallback = std::move(fallback);
  return key;
}

Key bounded(Key key, double min, double max) {
  key.min = min;
  key.max = max;
  return key;
}

Key part_key(std::string name, Value fallback) {
  return bounded(make_key(std::move(name), Kind::kPart, std::move(fallback)), 0,
                 base::kLargestExactInteger);
}

// The keys of `split`. Without `train`, the training part is what the other parts leave.
const std::vector<Key>& split_keys() {
  static const std::vector<Key> keys{part_key("train", nullptr), part_key("dev", 0),
                                     part_key("test", 0), seed_key()};
  return keys;
}

// The keys of a whole section, except name and split, which are read separately.
std::vector<Key> keys_of(const Source& source) {
  std::vector<Key> keys = source.keys;
  keys.push_back(make_key("standardize", Kind::kFlag, false));
  return keys;
}

std::string range_text(const Key& key) {
  if (std::isinf(key.max)) return "";
  return fmt::format(" from {} to {}", base::to_text(base::normalized(key.min)),
                     base::to_text(base::normalized(key.max)));
}

std::string expectation(const Key& key) {
  switch (key.kind) {
    case Kind::kInteger:
      return "a whole number" + range_text(key);
    case Kind::kReal:
      return "a number" + range_text(key);
    case Kind::kPart:
      return "a fraction below 1 or a count above 1";
    case Kind::kText:
      return "a text";
    case Kind::kChoice:
      return "one of " + base::join(key.choices, ", ");
    case Kind::kFlag:
      return "true or false";
  }
  return {};
}

bool is_whole(double x) { return x == std::trunc(x); }

bool fits(const Key& key, const Value& value) {
  if (key.kind == Kind::kText) return value.is_string() && !value.get<std::string>().empty();
  if (key.kind == Kind::kFlag) return value.is_boolean();
  if (key.kind == Kind::kChoice)
    return value.is_string() && std::ranges::count(key.choices, value.get<std::string>()) > 0;
  const auto number = base::as_number(value);
  if (!number || !(*number >= key.min && *number <= key.max)) return false;
  if (key.kind == Kind::kPart) return *number < 1 || (*number > 1 && is_whole(*number));
  return key.kind == Kind::kReal || is_whole(*number);
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
      if (key.required) fault(path, "missing", "Expected " + expectation(key));
      return key.fallback;
    }
    if (!fits(key, *found))
      fault(path, fmt::format("expected {}, got {}", expectation(key), base::to_text(*found)));
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

}  // namespace

Key integer_key(std::string name, std::int64_t fallback, double min, double max) {
  return bounded(make_key(std::move(name), Kind::kInteger, fallback), min, max);
}

Key real_key(std::string name, double fallback, double min, double max) {
  return bounded(make_key(std::move(name), Kind::kReal, fallback), min, max);
}

Key seed_key() { return integer_key("seed", 0, 0, base::kLargestExactInteger); }

Key choice_key(std::string name, std::vector<std::string> choices) {
  Key key = make_key(std::move(name), Kind::kChoice, choices.front());
  key.choices = std::move(choices);
  return key;
}

Key required_text_key(std::string name) {
  Key key = make_key(std::move(name), Kind::kText, nullptr);
  key.required = true;
  return key;
}

Key optional_text_key(std::string name) { return make_key(std::move(name), Kind::kText, nullptr); }

Key text_key(std::string name, std::string fallback) {
  return make_key(std::move(name), Kind::kText, std::move(fallback));
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

std::string text_at(const Value& section, const std::string& key) {
  return section.at(key).is_null() ? "" : section.at(key).get<std::string>();
}

std::filesystem::path find_file(const Value& section, const std::string& key,
                                const Folders& folders) {
  std::vector<std::filesystem::path> searched{folders.study_folder};
  if (const char* ice_data = std::getenv("ICE_DATA")) searched.insert(searched.begin(), ice_data);
  std::vector<std::string> looked;
  for (const std::filesystem::path& folder : searched) {
    auto file = folder / text_at(section, key);  // an absolute path replaces the folder
    if (std::filesystem::is_regular_file(file)) return file;
    if (std::ranges::count(looked, file.string()) == 0) looked.push_back(file.string());
  }
  throw base::UserError(code_path("data." + key), "no such file",
                        "Looked for " + base::join(looked, ", "));
}

}  // namespace ice::data
