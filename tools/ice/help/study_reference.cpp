#include "help/study_reference.hpp"

#include <fmt/format.h>

#include <optional>

#include "base/text.hpp"
#include "help/two_columns.hpp"
#include "report/paragraph.hpp"
#include "study/yaml.hpp"

namespace ice::cli {
namespace {

using reference::DataUse;
using reference::KeyFacts;

// "idea" of idea.title, "code.training" of code.training.save: the heading above a key.
std::string heading(const std::string& path) {
  const std::vector<std::string> parts = base::split(path, '.');
  if (parts.size() < 2) return "";
  const bool is_deep = parts.front() == "code" && parts.size() > 2;
  return is_deep ? parts[0] + "." + parts[1] : parts[0];
}

std::string below(const std::string& path, const std::string& section) {
  return section.empty() ? path : path.substr(section.size() + 1);
}

std::string default_text(const std::string& fallback, bool is_required) {
  if (is_required) return " [required]";
  return fallback.empty() ? "" : fmt::format(" [default {}]", fallback);
}

std::string uses_text(const std::vector<DataUse>& uses) {
  std::vector<std::string> names;
  for (const DataUse& use : uses)
    names.insert(names.end(), use.data_sets.begin(), use.data_sets.end());
  return " (" + base::join(names, ", ") + ")";
}

std::string capitalized(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - ('a' - 'A'));
  return text;
}

std::string indented(const std::string& yaml, const std::string& blanks) {
  std::string text;
  for (const std::string& line : base::split(base::trim(yaml), '\n')) text += blanks + line + "\n";
  return text;
}

// How a parameter is set, or varied, without touching the file.
std::string command_line(const KeyFacts& key) {
  constexpr std::string_view kCode = "code.";
  if (!key.key.starts_with(kCode) || key.path.find('[') != std::string::npos) return "";
  return "ice run FILE " + base::shell_word(key.key.substr(kCode.size()) + "=" + key.example);
}

}  // namespace

std::string keys_text(const std::vector<const KeyFacts*>& keys, std::size_t width) {
  constexpr std::size_t kMeaningAt = 30;
  std::string text;
  std::optional<std::string> section;
  for (const KeyFacts* key : keys) {
    if (heading(key->path) != section) {
      section = heading(key->path);
      text += section->empty() ? "\n" : fmt::format("\n{}:\n", *section);
    }
    const std::string data_sets = key->uses.empty() ? "" : uses_text(key->uses);
    text += two_columns(
        below(key->path, *section),
        fmt::format("{}{}. {}{}", capitalized(key->meaning), data_sets, capitalized(key->expected),
                    default_text(key->fallback, key->is_required)),
        kMeaningAt, width);
  }
  return text;
}

std::string key_text(const KeyFacts& key, std::size_t width) {
  constexpr std::size_t kValueAt = 12;
  std::string text =
      key.path + "\n\n" + report::paragraph(capitalized(key.meaning) + ".", 2, 0, width) + "\n";
  const auto add = [&](const std::string& name, const std::string& value) {
    if (!value.empty()) text += two_columns(name, value, kValueAt, width);
  };
  if (key.uses.empty()) add("value", key.expected);
  for (const DataUse& use : key.uses)
    add("value",
        fmt::format("{}{} of {}", use.expected, default_text(use.fallback, use.is_required),
                    base::join(use.data_sets, ", ")));
  if (!key.plugins.empty()) add("known", "ice plugin list --kind " + key.plugins);
  if (key.uses.empty()) add("default", key.is_required ? "none: it is required" : key.fallback);
  add("once", command_line(key));
  if (!key.in_study.empty())
    text += "\n  Example:\n" + indented(study::to_yaml(key.in_study), "    ");
  return text;
}

}  // namespace ice::cli
