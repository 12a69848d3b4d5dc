#include "study/study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "study/check.hpp"
#include "study/experiment.hpp"
#include "study/folds.hpp"
#include "study/forms.hpp"
#include "study/include.hpp"
#include "study/names.hpp"
#include "study/nested_parameters.hpp"
#include "study/override.hpp"
#include "study/possible.hpp"
#include "study/resolved.hpp"
#include "study/schema.hpp"
#include "study/section.hpp"

namespace ice::study {
namespace {

namespace fs = std::filesystem;
using base::UserError;
using base::Value;

// The node at `section.key`; nullptr when there is none.
const Node* find_in(const Node& study, const char* section, const char* key) {
  const Node* node = study.find(section);
  return node == nullptr ? nullptr : node->find(key);
}

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// Keys of the code section that a parameter sets in every cell: the section may leave them out.
std::set<std::string> supplied_keys(const Node& study, const ParameterNames& names) {
  std::set<std::string> supplied;
  const Node* parameters = find_in(study, "experiment", "parameters");
  if (is_elsewhere(study))
    for (const Key& key : all_keys())
      if (key.is_required) supplied.insert(key.path);
  if (parameters == nullptr) return supplied;
  for (const Node::Entry& entry : parameters->entries) {
    const auto path = names.resolve(entry.key).path;
    if (path && entry.value.find("when") == nullptr) supplied.insert("code." + *path);
  }
  return supplied;
}

// The keys of the whole study. Of `code: elsewhere` there are none.
Value read_keys(const Node& root, const ParameterNames& names, Faults& faults) {
  const std::set<std::string> supplied = supplied_keys(root, names);
  if (!is_elsewhere(root)) return read_section("", "", root, faults, supplied);
  Node without_code = root;
  std::erase_if(without_code.entries, [](const Node::Entry& entry) { return entry.key == "code"; });
  return read_section("", "", without_code, faults, supplied);
}

using Locations = std::map<std::string, std::string>;

void add_locations(const Node& node, const std::string& path, Locations& locations) {
  if (!path.empty()) locations[path] = node.where();
  for (std::size_t i = 0; i < node.items.size(); ++i)
    add_locations(node.items[i], fmt::format("{}[{}]", path, i), locations);
  for (const Node::Entry& entry : node.entries)
    add_locations(entry.value, join_path(path, entry.key), locations);
}

void add_parameter_locations(const Node& parameter, const std::string& name, Locations& locations) {
  locations[name] = parameter.where();
  if (const Node* values = parameter.find("values")) add_locations(*values, name, locations);
  if (const Node* value = parameter.find("value")) add_locations(*value, name + "[0]", locations);
}

Locations locations_in(const Node& study, const ParameterNames& names) {
  Locations locations;
  if (const Node* code = study.find("code")) add_locations(*code, "", locations);
  if (const Node* parameters = find_in(study, "experiment", "parameters")) {
    for (const Node::Entry& entry : parameters->entries)
      if (const auto path = names.resolve(entry.key).path)
        add_parameter_locations(entry.value, "parameters." + *path, locations);
  }
  if (const Node* metric = find_in(study, "experiment", "metric"))
    add_locations(*metric, "experiment.metric", locations);
  if (const Node* claims = find_in(study, "idea", "claims"))
    add_locations(*claims, "idea.claims", locations);
  return locations;
}

// Makes the paths of a study absolute. A path is relative to the file that contains it.
class PathReader {
 public:
  PathReader(std::string main_file, const fs::path& folder)
      : main_file_(std::move(main_file)), folder_(fs::current_path() / folder) {}

  [[nodiscard]] fs::path absolute(const Node& node) const {
    const fs::path path = node.scalar.get<std::string>();
    const bool is_own = node.file == main_file_ || node.mark.line == 0;
    const fs::path folder = is_own ? folder_ : fs::absolute(node.file).parent_path();
    return (folder / path).lexically_normal();
  }

  // `node` was checked: a text or a list of texts.
  [[nodiscard]] std::vector<fs::path> all(const Node& node) const {
    if (node.is_text()) return {absolute(node)};
    std::vector<fs::path> paths;
    for (const Node& item : node.items) paths.push_back(absolute(item));
    return paths;
  }

 private:
  std::string main_file_;
  fs::path folder_;
};

std::map<std::string, fs::path> read_pins(const Node& node, const PathReader& paths,
                                          Faults& faults) {
  std::map<std::string, fs::path> pins;
  if (!node.is_map && !node.is_null())
    faults.add(node, "plugins", "expected a map of plugins to files, got " + describe(node));
  for (const Node::Entry& entry : node.entries) {
    const std::string path = "plugins." + entry.key;
    if (!is_plugin_name(entry.key) || entry.key.find('/') == std::string::npos)
      faults.add(entry, path, "expected package/name", "For example acme/swish");
    else if (!entry.value.is_text())
      faults.add(entry.value, path, "expected a file, got " + describe(entry.value));
    else
      pins[entry.key] = paths.absolute(entry.value);
  }
  return pins;
}

// Reads idea and experiment; the findings are empty unless both are sound.
std::vector<Finding> read_plan(const Node& root, const Value& section, const ParameterNames& names,
                               Study& study, Faults& faults, bool judges_conditions) {
  study.experiment = read_experiment(root, section, names, faults);
  const bool is_sound = faults.count() == 0;
  study.idea = read_idea(root, section, study.experiment, names, faults);
  return is_sound && judges_conditions ? find_impossible(root, names, study)
                                       : std::vector<Finding>();
}

// Identifies a finding by its location and path, not by its text: overrides may change the values
// that the text lists.
std::string location_of(const Finding& finding) {
  return fmt::format("{} {}", finding.node->where(), finding.path);
}

// Whether the condition was given on the command line.
bool is_given(const Finding& finding) { return finding.node->mark.line == 0; }

// Locations of the findings of the file without its overrides. Empty when the file is not a
// complete study without them.
std::set<std::string> vain_as_written(const Node& written) {
  try {
    Faults faults;
    Study study;
    const ParameterNames names(written);
    const Value section = read_keys(written, names, faults);
    const std::vector<Finding> findings = read_plan(written, section, names, study, faults, true);
    std::set<std::string> locations;
    for (const Finding& finding : findings) locations.insert(location_of(finding));
    return locations;
  } catch (const UserError&) {
    return {};
  }
}

// Adds an error for every finding of the file itself, and a warning for what only the overrides
// made impossible.
void report(const std::vector<Finding>& findings, const Node* written, Study& study,
            Faults& faults) {
  if (findings.empty()) return;
  const std::set<std::string> vain =
      written != nullptr ? vain_as_written(*written) : std::set<std::string>();
  for (const Finding& finding : findings) {
    const bool is_of_file =
        written == nullptr || is_given(finding) || vain.contains(location_of(finding));
    if (finding.is_warning || !(is_of_file || finding.leaves_nothing))
      study.warnings.push_back(finding.text());
    else
      faults.add(*finding.node, finding.path, finding.found, finding.hint);
  }
}

// How a text is read. `written` is the tree before overrides, or nullptr when there are none.
struct Reading {
  const Node* written = nullptr;
  bool judges_conditions = true;
};

void read_study(const Node& root, const PathReader& paths, const Reading& reading, Study& study,
                Faults& faults) {
  const ParameterNames names(root);
  const Value section = read_keys(root, names, faults);
  study.is_elsewhere = is_elsewhere(root);
  study.name = section.value("name", name_from(study.file));
  const Node* name = root.find("name");
  if (study.name.empty() && (name == nullptr || name->is_null()))
    faults.add(root, "name",
               "missing, and the file's name has no letter a-z or digit to make one of",
               "Add a line like  name: my-study");
  report(read_plan(root, section, names, study, faults, reading.judges_conditions), reading.written,
         study, faults);
  if (const Node* pins = root.find("plugins")) study.plugins = read_pins(*pins, paths, faults);
  const Node* const plugin_path = root.find("plugin_path");
  if (plugin_path != nullptr && section.contains("plugin_path"))
    study.plugin_path = paths.all(*plugin_path);
  study.code = long_code(section["code"]);
  const Node* const parameters = find_in(root, "experiment", "parameters");
  read_folds(study, parameters != nullptr ? *parameters : root, faults);
  study.locations = locations_in(root, names);
}

void check_size(const Study& study) {
  if (study.text.size() <= kMaxYamlBytes) return;
  throw UserError(study.file,
                  fmt::format("the study takes {} when all is written out, at most {} "
                              "are allowed",
                              base::format_bytes(static_cast<double>(study.text.size())),
                              base::format_bytes(kMaxYamlBytes)));
}

// A sweep of W&B has at its top what a study has under experiment.
void refuse_sweep_of_wandb(const Node& root) {
  const bool is_sweep = root.find("parameters") != nullptr && root.find("code") == nullptr &&
                        (root.find("method") != nullptr || root.find("metric") != nullptr ||
                         root.find("program") != nullptr);
  if (!is_sweep) return;
  std::vector<std::string> moved, others;
  for (const Node::Entry& entry : root.entries) {
    const bool is_ours = entry.key == "name" || entry.key == "idea" || entry.key == "experiment";
    if (is_ours) continue;
    const auto& known = names_below("experiment");
    (std::ranges::count(known, entry.key) > 0 ? moved : others).push_back(entry.key);
  }
  throw UserError(
      root.file,
      fmt::format("is a sweep of W&B, and no study: {} {} under experiment{}, and code is missing",
                  base::join(moved, ", "), moved.size() == 1 ? "belongs" : "belong",
                  others.empty() ? ""
                                 : fmt::format(", {} {} no place here", base::join(others, ", "),
                                               others.size() == 1 ? "has" : "have")),
      fmt::format("'ice import wandb {}' writes a study of it", base::shell_word(root.file)));
}

Study read(const std::string& text, const std::string& name_for_messages, const fs::path& folder,
           std::span<const Override> overrides, bool judges_conditions) {
  Node root = parse_yaml(text, name_for_messages);
  if (!root.is_map)
    throw UserError(root.where(), "expected a study, got " + describe(root),
                    "A study is a map: code: ..., experiment: ...");
  refuse_sweep_of_wandb(root);
  root = with_includes(std::move(root), folder);
  flatten_parameters(root);

  Faults faults;
  const Node written = overrides.empty() ? Node() : root;
  apply_overrides(root, overrides, ParameterNames(root), faults);
  const PathReader paths(name_for_messages, folder);
  Study study;
  study.file = name_for_messages;
  const Reading reading{overrides.empty() ? nullptr : &written, judges_conditions};
  read_study(root, paths, reading, study, faults);
  try {
    faults.throw_if_any();
  } catch (const UserError& error) {
    throw FaultyStudy(error.what(), std::move(study));
  }
  study.text = resolved_text(study);
  check_size(study);
  return study;
}

}  // namespace

std::string name_from(const fs::path& file) {
  const std::string whole = file.filename().string();
  if (whole.empty()) return "study";
  std::string name = whole == ".yaml" || whole == ".yml" ? "" : file.stem().string();
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    if (!is_letter_or_digit(c)) c = '-';
  }
  return name.erase(0, std::min(name.find_first_not_of('-'), name.size()));
}

bool is_study_name(std::string_view name) {
  const bool fits =
      std::ranges::all_of(name, [](char c) { return is_letter_or_digit(c) || c == '-'; });
  return fits && name.find_first_not_of('-') != std::string_view::npos;
}

Study load_text(const std::string& text, const std::string& name_for_messages,
                const fs::path& folder, std::span<const Override> overrides) {
  return read(text, name_for_messages, folder, overrides, true);
}

Study load_recorded(const std::string& text, const std::string& name_for_messages,
                    const fs::path& folder) {
  return read(text, name_for_messages, folder, {}, false);
}

Study load(const fs::path& file, std::span<const Override> overrides) {
  return load_text(read_text(file, ""), file.string(), file.parent_path(), overrides);
}

}  // namespace ice::study
