#include "parse_error.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <vector>

#include "base/text.hpp"

namespace ice::cli {
namespace {

// The innermost command that was recognized.
const CLI::App& innermost(const CLI::App& app) {
  const auto named = app.get_subcommands();
  return named.empty() ? app : innermost(*named.front());
}

std::string full_name(const CLI::App& app) {
  return app.get_parent() == nullptr ? app.get_name()
                                     : full_name(*app.get_parent()) + " " + app.get_name();
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
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

std::string unexpected(const CLI::App& command, const std::string& word) {
  if (word.starts_with("-")) {
    const auto near = base::nearest(word.substr(0, word.find('=')), option_names(command));
    return fmt::format("unknown option '{}'.{}", word,
                       near ? fmt::format(" Did you mean '{}'?", *near) : "");
  }
  const std::vector<std::string> names = command_names(command);
  if (!names.empty())
    return fmt::format("unknown command '{}'. {}", word, base::suggest(word, names));
  return fmt::format("'{}' is one argument too many.", word);
}

}  // namespace

std::string parse_error_text(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& command = innermost(app);
  const std::vector<std::string> rest = app.remaining(true);
  const std::string name = full_name(command);
  const std::string what =
      rest.empty() ? std::string(error.what()) + "." : unexpected(command, rest.front());
  const std::string where = name == "ice" ? "" : name.substr(4) + ": ";
  return fmt::format("{}{} See: {} --help", where, what, name);
}

}  // namespace ice::cli
