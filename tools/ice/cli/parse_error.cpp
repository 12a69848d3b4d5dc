#include "cli/parse_error.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <vector>

#include "base/text.hpp"

namespace ice::cli {
namespace {

// The command that got the first word that is not understood, else the innermost one named.
const CLI::App& addressed(const CLI::App& app) {
  const auto named = app.get_subcommands();
  return named.empty() || !app.remaining().empty() ? app : addressed(*named.front());
}

std::string full_name(const CLI::App& app) {
  return app.get_parent() == nullptr ? app.get_name()
                                     : full_name(*app.get_parent()) + " " + app.get_name();
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  const auto is_shown = [](const CLI::App* command) { return !command->get_group().empty(); };
  for (const CLI::App* command : app.get_subcommands(is_shown))
    names.push_back(command->get_name());
  return names;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

// The command that has this option: the one that is named, else the first.
const CLI::App* owner_of(const CLI::App& app, const std::string& option) {
  const auto knows = [&](const CLI::App* command) {
    return command->get_option_no_throw(option) != nullptr;
  };
  const auto named = app.get_subcommands();
  if (!named.empty() && knows(named.front())) return named.front();
  const auto owners = app.get_subcommands(knows);
  return owners.empty() ? nullptr : owners.front();
}

std::string unknown_option(const CLI::App& command, const std::string& word) {
  const std::string option = word.substr(0, word.find('='));
  if (const CLI::App* owner = owner_of(command, option))  // right, but for the order
    return fmt::format("'{}' stands after the command: {} {} ...", option, full_name(*owner),
                       option);
  const auto near = base::nearest(option, option_names(command));
  return fmt::format("unknown option '{}'.{}", word,
                     near ? fmt::format(" Did you mean '{}'?", *near) : "");
}

std::string unknown_command(const CLI::App& group, const std::string& word) {
  if (std::filesystem::is_regular_file(word))
    return fmt::format("'{}' is a file. Did you mean 'ice run {}'?", word, word);
  return fmt::format("unknown command '{}'. {}", word, base::suggest(word, command_names(group)));
}

std::string unexpected(const CLI::App& command, const std::string& word) {
  if (word.starts_with("-")) return unknown_option(command, word);
  if (!command_names(command).empty()) return unknown_command(command, word);
  return fmt::format("'{}' is one argument too many", word);
}

// CLI11 says "--jobs: 1 required N missing", "--jobs: At Most 1 required but received 2".
std::string message_of(const CLI::ParseError& error) {
  std::string text = error.what();
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) == nullptr) return text;
  return text.substr(0, text.find(':')) +
         (text.ends_with("missing") ? " needs a value" : " is given more than once");
}

}  // namespace

std::string parse_error_text(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& command = addressed(app);
  const std::vector<std::string> rest = command.remaining();
  const std::string what = rest.empty() ? message_of(error) : unexpected(command, rest.front());
  const std::string name = full_name(command);
  const std::string where = name == "ice" ? "" : name.substr(4) + ": ";
  const bool ended = what.ends_with('?') || what.ends_with('.');
  return fmt::format("{}{}{} See: {} --help", where, what, ended ? "" : ".", name);
}

}  // namespace ice::cli
