#pragma once
// The command line's grammar as plain values, from which help, man pages and completion are made.
#include <string>
#include <vector>

#include "cli/command.hpp"

namespace ice::cli {

/// An option, flag or argument.
struct OptionInfo {
  std::vector<std::string> names;  ///< "-f", "--format"; empty: an argument
  std::string value;               ///< stands for its value: FORMAT; empty: a flag
  std::string help;
  bool is_required = false;
  bool is_many = false;     ///< an argument that takes all words that follow, or an option that may
                            ///< be given several times
  bool has_commas = false;  ///< its value is a list: a,b
  std::vector<std::string> excludes;  ///< options that may not be given with it
  Takes takes;

  [[nodiscard]] bool is_flag() const { return !names.empty() && value.empty(); }
};

/// A command, and all below it.
struct CommandInfo {
  std::string full_name;           ///< "ice plugin list"
  std::vector<std::string> names;  ///< its own, then other words for it: "run", "sweep"
  std::string section;             ///< empty: it is hidden
  std::string help;
  std::vector<OptionInfo> arguments, options;
  std::vector<std::string> examples;
  std::vector<CommandInfo> commands;

  [[nodiscard]] bool is_hidden() const { return section.empty(); }
  /// The command of this name below this one; nullptr when there is none.
  [[nodiscard]] const CommandInfo* find(const std::string& name) const;
};

/// The command that `words` name, from this one downwards: {"plugin", "list"}. Throws UserError
/// with the nearest name where there is none.
[[nodiscard]] const CommandInfo& require_command(const CommandInfo& program,
                                                 const std::vector<std::string>& words);

/// The values of a parser's command.
[[nodiscard]] CommandInfo describe(const CLI::App& app, const Grammar& grammar);

}  // namespace ice::cli
