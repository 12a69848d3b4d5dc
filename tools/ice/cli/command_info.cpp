#include "cli/command_info.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace ice::cli {
namespace {

// Values whose name says what they are.
constexpr std::array<std::pair<std::string_view, ValueKind>, 7> kNamedKinds{
    {{"FILE", ValueKind::kFile},
     {"OVERRIDES", ValueKind::kOverride},
     {"STUDY", ValueKind::kStudy},
     {"RUN", ValueKind::kRun},
     {"METRIC", ValueKind::kMetric},
     {"COLUMN", ValueKind::kColumn},
     {"PLUGIN", ValueKind::kPlugin}}};

// Of "CELL|RUN": runs.
std::vector<ValueKind> kinds_named(const std::string& value) {
  std::vector<ValueKind> kinds;
  for (const std::string& word : base::split(value, '|'))
    for (const auto& [name, kind] : kNamedKinds)
      if (word == name) kinds.push_back(kind);
  return kinds;
}

std::vector<std::string> dashed_names(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
  return names;
}

OptionInfo describe_option(const CLI::Option& option, const Grammar& grammar) {
  OptionInfo info;
  info.names = dashed_names(option);
  const bool is_argument = info.names.empty();
  if (is_argument)
    info.value = option.get_name();
  else if (option.get_type_size() > 0)
    info.value = base::split(option.get_type_name(), ':').front();  // behind it: a check
  info.help = option.get_description();
  info.is_required = option.get_required();
  info.is_many = option.get_items_expected_max() > 1;
  info.has_commas = option.get_delimiter() != '\0';
  for (const CLI::Option* other : option.get_excludes()) info.excludes.push_back(other->get_name());
  if (const auto found = grammar.takes.find(&option); found != grammar.takes.end())
    info.takes = found->second;
  if (info.takes.kinds.empty()) info.takes.kinds = kinds_named(info.value);
  return info;
}

std::string full_name_of(const CLI::App& app) {
  const CLI::App* const parent = app.get_parent();
  return parent == nullptr ? app.get_name() : full_name_of(*parent) + " " + app.get_name();
}

}  // namespace

const CommandInfo* CommandInfo::find(const std::string& name) const {
  const auto found = std::ranges::find_if(commands, [&](const CommandInfo& command) {
    return std::ranges::find(command.names, name) != command.names.end();
  });
  return found == commands.end() ? nullptr : &*found;
}

const CommandInfo& require_command(const CommandInfo& program,
                                   const std::vector<std::string>& words) {
  const CommandInfo* command = &program;
  for (const std::string& word : words) {
    const CommandInfo* const below = command->find(word);
    if (below == nullptr) {
      std::vector<std::string> known;
      for (const CommandInfo& one : command->commands)
        if (!one.is_hidden()) known.push_back(one.names.front());
      throw base::UserError("", fmt::format("{} has no command '{}'", command->full_name, word),
                            known.empty() ? "" : base::suggest(word, known));
    }
    command = below;
  }
  return *command;
}

CommandInfo describe(const CLI::App& app, const Grammar& grammar) {
  CommandInfo info;
  info.full_name = full_name_of(app);
  info.names = {app.get_name()};
  for (const std::string& other : app.get_aliases()) info.names.push_back(other);
  info.section = app.get_group();
  info.help = app.get_description();
  for (const CLI::Option* option : app.get_options()) {
    OptionInfo one = describe_option(*option, grammar);
    (one.names.empty() ? info.arguments : info.options).push_back(std::move(one));
  }
  if (const auto found = grammar.examples.find(&app); found != grammar.examples.end())
    info.examples = found->second;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    info.commands.push_back(describe(*command, grammar));
  return info;
}

}  // namespace ice::cli
