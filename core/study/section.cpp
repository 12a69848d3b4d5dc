#include "study/section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "study/check.hpp"
#include "study/schema.hpp"
#include "study/words.hpp"

namespace ice::study {
namespace {

using base::Value;

// Adds the defaults of the keys of ice inside a plugin reference ("optimizer.learning_rate").
void add_host_defaults(const Key& key, Value& reference) {
  for (const std::string& name : names_below(key.path)) {
    const Key& host = *find_key(key.path + "." + name);
    if (host.fallback.empty()) continue;
    if (reference.is_string()) reference = {{"name", reference}};
    if (!reference.contains(name)) reference[name] = default_of(host);
  }
}

void report_unknown(const Node& section, const std::vector<std::string>& known,
                    const std::string& shown, Faults& faults) {
  for (const Node::Entry& entry : section.entries) {
    if (std::ranges::find(known, entry.key) != known.end()) continue;
    const std::string meant = hint_for_key(entry.key, shown);
    faults.add(entry, join_path(shown, entry.key), "unknown key",
               meant.empty() ? base::suggest(entry.key, known) : meant);
  }
}

// For a metric alone, how it is written; else the section's keys.
std::string hint_for_map(const std::string& path, const Node& node) {
  const std::string word = node.is_text() ? node.scalar.get<std::string>() : "";
  if (path == "experiment.metric" && !word.empty()) {
    const std::string meant = metric_for_word(word);
    return fmt::format("Write {{name: {}}}", meant.empty() ? word : meant);
  }
  return "Its keys: " + base::join(names_below(path), ", ");
}

// Reads the keys of one section into a map.
class SectionReader {
 public:
  SectionReader(const Node& section, Faults& faults, const std::set<std::string>& supplied)
      : section_(section), faults_(faults), supplied_(supplied) {}

  void read(const std::string& path, const std::string& shown, const std::string& name,
            Value& into) {
    const Key* key = find_key(path);
    const Node* node = section_.find(name);
    if (key == nullptr)
      into[name] = read_section(path, shown, node != nullptr ? *node : absent_in(section_), faults_,
                                supplied_);
    else if (key->type != Type::kOwn)
      read_key(*key, node, shown, name, into);
  }

 private:
  void read_key(const Key& key, const Node* node, const std::string& shown, const std::string& name,
                Value& into) {
    std::optional<Value> value;
    if (node != nullptr)
      value = check_value(key, *node, shown, faults_);
    else if (!key.fallback.empty())
      value = default_of(key);
    else if (key.is_required && !supplied_.contains(key.path))
      faults_.add(section_, shown, "missing", "It is " + key.help);
    if (!value) return;
    if (key.type == Type::kPlugin) add_host_defaults(key, *value);
    into[name] = std::move(*value);
  }

  const Node& section_;
  Faults& faults_;
  const std::set<std::string>& supplied_;
};

}  // namespace

Value default_of(const Key& key) {
  Faults faults;
  const auto value = check_value(key, parse_yaml(key.fallback, "default"), key.path, faults);
  faults.throw_if_any();
  return *value;
}

Value read_section(const std::string& path, const std::string& shown, const Node& node,
                   Faults& faults, const std::set<std::string>& supplied) {
  Value section = Value::object();
  if (!node.is_map && !node.is_null()) {
    faults.add(node, shown, "expected a map, got " + describe(node), hint_for_map(path, node));
    return section;
  }
  report_unknown(node, names_below(path), shown, faults);
  SectionReader reader(node, faults, supplied);
  for (const std::string& name : names_below(path))
    reader.read(join_path(path, name), join_path(shown, name), name, section);
  return section;
}

Node absent_in(const Node& parent) {
  Node absent;
  absent.file = parent.file;
  absent.mark = parent.mark;
  return absent;
}

}  // namespace ice::study
