#include "report/changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/value.hpp"
#include "report/terminal/unicode.hpp"
#include "study/yaml.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kValueWidth = 60;

using Leaves = std::vector<std::pair<std::string, std::string>>;  // path -> value, in order

const std::string* find(const Leaves& leaves, const std::string& path) {
  const auto found = std::ranges::find(leaves, path, &Leaves::value_type::first);
  return found == leaves.end() ? nullptr : &found->second;
}

bool is_list_of_maps(const study::Node& node) {
  return node.is_list && !node.items.empty() &&
         std::ranges::all_of(node.items, [](const study::Node& item) { return item.is_map; });
}

std::string name_of(const study::Node& item, std::size_t index) {
  const study::Node* const name = item.find("name");
  return name != nullptr && name->is_text() ? name->scalar.get<std::string>()
                                            : std::to_string(index + 1);
}

// Maps in a list get their name in the path, as claims have, or else their number.
void collect(const study::Node& node, const std::string& path, Leaves& leaves) {
  const std::string below = path.empty() ? "" : path + ".";
  if (node.is_map) {
    for (const auto& entry : node.entries) collect(entry.value, below + entry.key, leaves);
  } else if (is_list_of_maps(node)) {
    for (std::size_t i = 0; i < node.items.size(); ++i)
      collect(node.items[i], fmt::format("{}[{}]", path, name_of(node.items[i], i)), leaves);
  } else {
    leaves.emplace_back(path, base::to_text(study::to_value(node)));
  }
}

// The path that a study uses: code.training.epochs is training.epochs, and the values of a varied
// parameter have the parameter's name.
std::string short_path(std::string path) {
  constexpr std::string_view kCode = "code.";
  constexpr std::string_view kParameters = "experiment.parameters.";
  constexpr std::string_view kValues = ".values";
  if (path.starts_with(kCode)) return path.substr(kCode.size());
  if (!path.starts_with(kParameters)) return path;
  path = path.substr(kParameters.size());
  if (path.ends_with(kValues)) path.resize(path.size() - kValues.size());
  return path;
}

// A parameter is one leaf, varied or not: when a value becomes an axis, that is one change, not one
// removed and one added.
Leaves leaves_of(const std::string& text) {
  Leaves all;
  try {
    collect(study::parse_yaml(text, ""), "", all);
  } catch (const base::UserError&) {
    return {{"text", text}};
  }
  Leaves leaves;
  for (auto& [path, value] : all) {
    const bool is_axis = path.starts_with("experiment.parameters.");
    std::string name = short_path(path);
    const auto same = std::ranges::find(leaves, name, &Leaves::value_type::first);
    if (same == leaves.end())
      leaves.emplace_back(std::move(name), std::move(value));
    else if (is_axis)
      same->second = std::move(value);
  }
  return leaves;
}

std::string cut(const std::string& value) { return shorten(one_line(value), kValueWidth); }

}  // namespace

std::vector<Change> changes_between(const std::string& older, const std::string& newer) {
  const Leaves before = leaves_of(older);
  const Leaves after = leaves_of(newer);
  std::vector<Change> changes;
  for (const auto& [path, value] : after) {
    const std::string* const was = find(before, path);
    if (was == nullptr || *was != value)
      changes.push_back({path, was == nullptr ? "" : *was, value});
  }
  for (const auto& [path, value] : before)
    if (find(after, path) == nullptr) changes.push_back({path, value, ""});
  return changes;
}

std::string to_text(const Change& change) {
  if (change.before.empty()) return fmt::format("{}: added: {}", change.path, cut(change.after));
  if (change.after.empty())
    return fmt::format("{}: {} taken away", change.path, cut(change.before));
  return fmt::format("{}: {} -> {}", change.path, cut(change.before), cut(change.after));
}

}  // namespace ice::report
