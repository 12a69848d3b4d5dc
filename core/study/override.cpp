#include "study/override.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "study/include.hpp"
#include "study/schema.hpp"

namespace ice::study {
namespace {

using base::UserError;
using base::Value;

constexpr const char* kCommandLine = "command line";
constexpr const char* kForm = "Expected path=value or path=value,value";

// The node at a dotted path. Creates missing nodes; a plugin's name on the way becomes a map.
Node& node_at(Node& root, std::string_view path) {
  Node* node = &root;
  for (const std::string& name : base::split(path, '.')) {
    make_reference(*node);
    node = &(*node)[name];
  }
  return *node;
}

// Copies the keys of ice from the plugin reference that is replaced: `optimizer=adam` keeps the
// learning rate.
void keep_host_keys(const std::string& path, const Node& before, Node& now) {
  const Key* const key = find_key(path);
  if (key == nullptr || key->type != Type::kPlugin) return;
  for (const std::string& name : names_below(path)) {
    const Node* kept = before.find(name);
    if (kept == nullptr || now.find(name) != nullptr) continue;
    make_reference(now);
    now[name] = *kept;
  }
}

void set_value(Node& study, const std::string& path, const Value& value) {
  Node& node = node_at(study, path);
  Node now = to_node(value, kCommandLine);
  keep_host_keys(path, node, now);
  node = std::move(now);
}

class Application {
 public:
  Application(Node& study, const ParameterNames& names) : study_(study), names_(names) {}

  void set_parameter(const std::string& path, const std::vector<Value>& values) {
    Node* axis = find_axis(path);
    if (axis == nullptr && values.size() == 1 && !is_below_axis(path) && !is_elsewhere(study_))
      return set_value(study_, "code." + path, values[0]);
    if (axis == nullptr) axis = &study_["experiment"]["parameters"][path];
    Node replaced;
    replaced.file = kCommandLine;
    replaced["values"] = to_node(values, kCommandLine);
    if (const Node* when = axis->find("when")) replaced["when"] = *when;
    *axis = std::move(replaced);
    if (values.size() == 1) leave_zip(path);
  }

 private:
  [[nodiscard]] bool is_name_of(const std::string& name, const std::string& path) const {
    return names_.resolve(name).path == path;
  }

  Node* find_axis(const std::string& path) {
    Node* experiment = study_.find("experiment");
    Node* parameters = experiment == nullptr ? nullptr : experiment->find("parameters");
    if (parameters == nullptr) return nullptr;
    for (Node::Entry& entry : parameters->entries)
      if (is_name_of(entry.key, path)) return &entry.value;
    return nullptr;
  }

  // Whether the parent is varied. Its values could then replace what the code section has at the
  // path: a value of `optimizer` may contain a learning rate.
  bool is_below_axis(const std::string& path) {
    const std::string parent(base::split_last(path).first);
    return !parent.empty() && find_axis(parent) != nullptr;
  }

  void leave_zip(const std::string& path) {
    Node* zip = study_["experiment"].find("zip");
    if (zip == nullptr) return;
    for (Node& group : zip->items) {
      std::erase_if(group.items, [&](const Node& item) {
        return item.is_text() && is_name_of(item.scalar.get<std::string>(), path);
      });
    }
    std::erase_if(zip->items, [](const Node& group) { return group.items.size() < 2; });
  }

  Node& study_;
  const ParameterNames& names_;
};

// The full path of a key outside `code`. For keys of experiment the first part may be left out:
// "seeds.count" is "experiment.seeds.count". nullopt for a parameter.
std::optional<std::string> path_outside_code(const std::string& path) {
  const std::string full =
      std::ranges::count(names_below("experiment"), base::split(path, '.')[0]) > 0
          ? "experiment." + path
          : path;
  const bool is_parameter = full.starts_with("experiment.parameters");
  if ((full.starts_with("experiment.") && !is_parameter) || full.starts_with("idea.")) return full;
  return std::nullopt;
}

// "0,01" would be an axis of 0 and 1.
bool has_leading_zero(const std::string& values) {
  return std::ranges::any_of(base::split(values, ','), [](const std::string& value) {
    const std::string_view item = base::trim(value);
    const auto end = item.find_last_not_of("] ");  // of the last item of a list
    const std::string_view digits = item.substr(0, end + 1);
    return digits.size() > 1 && digits.front() == '0' &&
           digits.find_first_not_of("0123456789") == digits.npos;
  });
}

}  // namespace

Override parse_override(const std::string& text) {
  const auto equals = text.find('=');
  const std::string path(base::trim(std::string_view(text).substr(0, equals)));
  if (equals == std::string::npos || path.empty())
    throw UserError(kCommandLine, "'" + clipped(text) + "' is no override", kForm);
  if (has_leading_zero(text.substr(equals + 1)))
    throw UserError(kCommandLine,
                    path + ": '" + clipped(text.substr(equals + 1)) + "' has a leading zero",
                    "A decimal comma? Commas part the values of an axis: write 0.01 for a number");
  try {
    const Value values =
        to_value(parse_yaml(fmt::format("[{}\n]", text.substr(equals + 1)), kCommandLine));
    if (values.is_array() && !values.empty())
      return {path, std::vector<Value>(values.begin(), values.end())};
  } catch (const UserError&) {
    throw UserError(kCommandLine, path + ": '" + clipped(text.substr(equals + 1)) + "' is not YAML",
                    kForm);
  }
  throw UserError(kCommandLine, path + ": no value", kForm);
}

void apply_overrides(Node& study, std::span<const Override> overrides, const ParameterNames& names,
                     Faults& faults) {
  Node at;
  at.file = kCommandLine;
  Application application(study, names);
  for (const Override& given : overrides) {
    const NameResolution name = names.resolve(given.path);
    const auto outside = path_outside_code(given.path);
    const bool may_be_both = outside && is_elsewhere(study);  // any name may be a parameter's
    if (name.path && !may_be_both)
      application.set_parameter(*name.path, given.values);
    else if (!outside)
      faults.add(at, given.path, name.found, name.hint);
    else if (given.values.size() == 1)
      set_value(study, *outside, given.values[0]);
    else if (*outside == "experiment.seeds")  // the only one that is a list: seeds=1,2,3
      set_value(study, *outside, given.values);
    else
      faults.add(at, given.path, "takes one value: it is no parameter");
  }
}

}  // namespace ice::study
