#include "study/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "study/schema.hpp"
#include "study/words.hpp"

namespace ice::study {
namespace {

constexpr std::string_view kCode = "code.";

void add(std::map<std::string, std::set<std::string>, std::less<>>& names,
         const std::string& path) {
  names[std::string(base::last_part(path))].insert(path);
}

bool is_plugin(std::string_view path) {
  const Key* key = find_code_key(path);
  return key != nullptr && key->type == Type::kPlugin;
}

// Whether the value at a path is a map with a `name`. Then `path.name` is no parameter: the value
// is varied as a whole.
bool is_named(std::string_view path) {
  const Key* key = find_code_key(path);
  return key != nullptr && (key->type == Type::kPlugin || find_key(key->path + ".name") != nullptr);
}

// Whether the name is a full path: a key of the schema, or a plugin's parameter below the key that
// names the plugin.
bool is_full_path(const std::string& name) {
  const auto [parent, last] = base::split_last(name);
  if (is_named(parent) && last == "name") return false;
  return find_code_key(name) != nullptr || (is_plugin(parent) && !last.empty());
}

// Visits all keys of the code section below `path`, also those inside plugin references.
template <class Visit>
void for_each_key(const std::string& path, Visit visit) {
  if (const Key* key = find_key(path)) visit(*key);
  for (const std::string& name : names_below(path)) for_each_key(join_path(path, name), visit);
}

NameResolution ambiguous(const std::string& name, const std::set<std::string>& paths) {
  const std::vector<std::string> list(paths.begin(), paths.end());
  return {{},
          fmt::format("'{}' may be {}", clipped(name), base::join(list, " or ")),
          "Write the full path"};
}

bool is_dotted_name(const std::string& name) {
  return std::ranges::all_of(base::split(name, '.'),
                             [](const std::string& part) { return base::is_identifier(part); });
}

}  // namespace

bool is_elsewhere(const Node& study) {
  const Node* code = study.find("code");
  return code != nullptr && code->is_text() && code->scalar == "elsewhere";
}

ParameterNames::ParameterNames(const Node& study) : is_free_(is_elsewhere(study)) {
  for_each_key("code", [&](const Key& key) {
    const std::string path = key.path.substr(kCode.size());
    if (!is_full_path(path)) return;
    add(possible_, path);
    if (key.is_required || !key.fallback.empty()) add(present_, path);
  });
  if (const Node* code = study.find("code")) add_paths_of(*code, "");
  const Node* experiment = study.find("experiment");
  const Node* parameters = experiment == nullptr ? nullptr : experiment->find("parameters");
  if (parameters == nullptr) return;
  for (const Node::Entry& entry : parameters->entries)
    if (is_full_path(entry.key)) add(present_, entry.key);
}

// Adds the paths that the file sets. Paths without meaning are left to other readers.
void ParameterNames::add_paths_of(const Node& node, const std::string& path) {
  for (const Node::Entry& entry : node.entries) {
    const std::string below = join_path(path, entry.key);
    if (is_full_path(below)) add(present_, below);
    add_paths_of(entry.value, below);
  }
}

NameResolution ParameterNames::resolve(const std::string& name) const {
  if (is_free_ && !is_dotted_name(name))
    return {{},
            fmt::format("'{}' is no name", clipped(name)),
            "Names have a-z, 0-9 and _, with dots between their parts: optimizer.learning_rate"};
  if (is_free_) return {name, {}, {}};
  if (is_full_path(name)) return {name, {}, {}};
  const auto [parent, last] = base::split_last(name);
  if (is_named(parent) && last == "name")
    return {{}, fmt::format("'{}' is no parameter", name), fmt::format("Vary {} itself", parent)};
  for (const ByLastPart* names : {&present_, &possible_}) {
    const auto found = names->find(name);
    if (found == names->end()) continue;
    if (found->second.size() > 1) return ambiguous(name, found->second);
    return {*found->second.begin(), {}, {}};
  }
  return unknown(name);
}

std::optional<std::string> ParameterNames::resolve(const Node::Entry& entry,
                                                   const std::string& path, Faults& faults) const {
  const NameResolution resolution = resolve(entry.key);
  if (!resolution.path) faults.add(entry, path, resolution.found, resolution.hint);
  return resolution.path;
}

NameResolution ParameterNames::unknown(const std::string& name) const {
  const std::string as_section = std::string(kCode) + name;
  if (!names_below(as_section).empty())
    return {{},
            "is a section, not a parameter",
            "Its keys: " + base::join(names_below(as_section), ", ")};
  if (const std::string word = hint_for_key(name, "code"); !word.empty())
    return {{}, "unknown parameter", word};
  const std::string meant = likely(name);
  return {{},
          "unknown parameter",
          meant.empty() ? "Parameters are paths into code, as in optimizer.learning_rate"
                        : "Did you mean '" + meant + "'?"};
}

// The path or name that an unknown name was probably meant to be; empty when none is near.
std::string ParameterNames::likely(const std::string& name) const {
  const auto [parent, last] = base::split_last(name);
  if (last.empty()) return "";
  const auto owner = present_.find(parent);
  if (owner != present_.end() && owner->second.size() == 1 && is_plugin(*owner->second.begin()))
    return fmt::format("{}.{}", *owner->second.begin(), last);
  std::vector<std::string> known;
  for (const ByLastPart* names : {&present_, &possible_}) {
    for (const auto& [short_name, paths] : *names) {
      if (parent.empty())
        known.push_back(short_name);
      else
        known.insert(known.end(), paths.begin(), paths.end());
    }
  }
  return base::nearest(name, known).value_or("");
}

}  // namespace ice::study
