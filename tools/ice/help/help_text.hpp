#pragma once
// What --help shows of a command.
#include <cstddef>
#include <string>

#include "cli/command_info.hpp"

namespace ice::cli {

/// Meaning, usage, arguments, options or commands, and examples, in lines of at most `width`
/// columns where words allow it. Examples are never broken: they are copied.
[[nodiscard]] std::string help_text(const CommandInfo& command, std::size_t width);

/// "ice best [OPTIONS] STUDY"
[[nodiscard]] std::string usage(const CommandInfo& command);

/// "-f, --format FORMAT"
[[nodiscard]] std::string option_text(const OptionInfo& option);

/// The meaning of an option or argument, with what else holds for it: "... Not with --group-by."
[[nodiscard]] std::string meaning(const OptionInfo& option);

/// The sections of a group's commands in their order, without that of hidden ones.
[[nodiscard]] std::vector<std::string> sections(const CommandInfo& group);

}  // namespace ice::cli
