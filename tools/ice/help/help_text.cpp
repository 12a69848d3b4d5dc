#include "help/help_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "help/two_columns.hpp"
#include "report/paragraph.hpp"

namespace ice::cli {
namespace {

// Where meanings begin: behind the longest name, but no name takes more than a third of a line.
std::size_t column_behind(const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 26;
  std::size_t column = 0;
  for (const std::string& name : names) column = std::max(column, name.size() + 4);
  return std::min(column, kMost);
}

std::string argument_text(const OptionInfo& argument) {
  const std::string name = argument.value + (argument.is_many ? "..." : "");
  return argument.is_required ? name : "[" + name + "]";
}

std::string listed(const std::string& title, const std::vector<OptionInfo>& options,
                   std::size_t width) {
  std::vector<std::string> names;
  for (const OptionInfo& option : options) names.push_back(option_text(option));
  std::string text = options.empty() ? "" : "\n" + title + ":\n";
  for (std::size_t i = 0; i < options.size(); ++i)
    text += two_columns(names[i], meaning(options[i]), column_behind(names), width);
  return text;
}

std::string commands_text(const CommandInfo& group, std::size_t width) {
  std::vector<std::string> names;
  for (const CommandInfo& command : group.commands)
    names.push_back(base::join(command.names, ", "));
  std::string text;
  for (const std::string& section : sections(group)) {
    text += fmt::format("\n{}:\n", section);
    for (std::size_t i = 0; i < names.size(); ++i)
      if (group.commands[i].section == section)
        text += two_columns(names[i], group.commands[i].help, column_behind(names), width);
  }
  return text;
}

std::string examples_text(const CommandInfo& command) {
  std::string text = command.examples.empty() ? "" : "\nExamples:\n";
  for (const std::string& line : command.examples) text += "  " + line + "\n";
  return text;
}

}  // namespace

std::vector<std::string> sections(const CommandInfo& group) {
  std::vector<std::string> titles;
  for (const CommandInfo& command : group.commands)
    if (!command.is_hidden() && std::ranges::find(titles, command.section) == titles.end())
      titles.push_back(command.section);
  return titles;
}

std::string usage(const CommandInfo& command) {
  std::string text = command.full_name + " [OPTIONS]";
  for (const OptionInfo& argument : command.arguments) text += " " + argument_text(argument);
  return command.commands.empty() ? text : text + " COMMAND";
}

std::string option_text(const OptionInfo& option) {
  if (option.names.empty()) return option.value;
  return base::join(option.names, ", ") + (option.value.empty() ? "" : " " + option.value);
}

std::string meaning(const OptionInfo& option) {
  std::string text = option.help;
  if (!option.names.empty() && option.is_required) text += ". It is required";
  if (!option.excludes.empty()) text += ". Not with " + base::join(option.excludes, ", ");
  return text;
}

std::string help_text(const CommandInfo& command, std::size_t width) {
  std::string text = report::paragraph(command.help, 0, 0, width);
  text += fmt::format("\nUsage: {}\n", usage(command));
  text += listed("Arguments", command.arguments, width);
  text += listed("Options", command.options, width);
  text += commands_text(command, width);
  text += examples_text(command);
  if (!command.commands.empty())
    text += fmt::format("\n'{} COMMAND --help' tells more.\n", command.full_name);
  return text;
}

}  // namespace ice::cli
