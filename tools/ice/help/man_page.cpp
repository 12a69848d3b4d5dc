#include "help/man_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "cli/exit_code.hpp"
#include "help/help_text.hpp"

namespace ice::cli {
namespace {

// One character of a text as roff prints it. A dash and quotes are those of a shell, to be copied.
std::string escaped_character(std::string_view character) {
  if (character.size() > 1)
    return fmt::format("\\[u{:04X}]", static_cast<std::uint32_t>(base::code_point(character)));
  switch (character.front()) {
    case '\\':
      return "\\e";
    case '-':
      return "\\-";
    case '\'':
      return "\\(aq";
    case '`':
      return "\\(ga";
    case '^':
      return "\\(ha";
    case '~':
      return "\\(ti";
    default:
      return std::string(character);
  }
}

std::string escaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t length = std::max<std::size_t>(1, base::utf8_length(text));
    out += escaped_character(text.substr(0, length));
    text.remove_prefix(length);
  }
  return out.starts_with('.') ? "\\&" + out : out;
}

std::string bold(std::string_view text) { return "\\fB" + escaped(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + escaped(text) + "\\fR"; }

// ".TP": a name and, indented, its meaning.
std::string item(const std::string& name, const std::string& text) {
  return fmt::format(".TP\n{}\n{}\n", name, escaped(text));
}

std::string option_name(const OptionInfo& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.names) names.push_back(bold(name));
  const std::string value = option.value.empty() ? "" : italic(option.value);
  return names.empty() ? value : base::join(names, ", ") + (value.empty() ? "" : " " + value);
}

std::string options_section(const std::string& title, const std::vector<OptionInfo>& options) {
  std::string text = options.empty() ? "" : ".SH " + title + "\n";
  for (const OptionInfo& option : options) text += item(option_name(option), meaning(option));
  return text;
}

std::string commands_section(const CommandInfo& group) {
  std::string text = group.commands.empty() ? "" : ".SH COMMANDS\n";
  for (const std::string& section : sections(group)) {
    text += ".SS " + escaped(section) + "\n";
    for (const CommandInfo& command : group.commands)
      if (command.section == section)
        text += item(bold(base::join(command.names, ", ")), command.help);
  }
  return text;
}

std::string examples_section(const CommandInfo& command) {
  if (command.examples.empty()) return "";
  std::string text = ".SH EXAMPLES\n.nf\n";
  for (const std::string& line : command.examples) text += escaped(line) + "\n";
  return text + ".fi\n";
}

std::string program_sections() {
  std::string text = ".SH EXIT STATUS\n";
  for (const ExitStatus& status : kExitStatuses)
    text += item(bold(std::string(status.code)), std::string(status.meaning));
  text += ".SH ENVIRONMENT\n";
  for (const EnvironmentVariable& variable : kEnvironment)
    text += item(bold(std::string(variable.name)), std::string(variable.meaning));
  return text;
}

// The pages of the program, of the groups on the way and of the commands below.
std::string see_also(const CommandInfo& command, const CommandInfo& program) {
  std::vector<std::string> pages;
  for (const CommandInfo* other : with_pages(program)) {
    const bool is_above = command.full_name.starts_with(other->full_name + " ");
    const bool is_below =
        other->full_name.starts_with(command.full_name + " ") &&
        other->full_name.find(' ', command.full_name.size() + 1) == std::string::npos;
    if (is_above || is_below) pages.push_back(bold(page_name(*other)) + "(1)");
  }
  return pages.empty() ? "" : ".SH SEE ALSO\n" + base::join(pages, ",\n") + "\n";
}

}  // namespace

std::string page_name(const CommandInfo& command) {
  std::string name = command.full_name;
  std::ranges::replace(name, ' ', '-');
  return name;
}

std::vector<const CommandInfo*> with_pages(const CommandInfo& command) {
  std::vector<const CommandInfo*> all{&command};
  for (const CommandInfo& below : command.commands) {
    if (below.is_hidden()) continue;
    const auto more = with_pages(below);
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

std::string man_page(const CommandInfo& command, const CommandInfo& program) {
  const bool is_program = &command == &program;
  std::string title = page_name(command);
  std::ranges::transform(title, title.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
  });
  std::string text =
      fmt::format(".TH {} 1 \"\" \"ice {}\" \"User Commands\"\n", escaped(title), ICE_VERSION);
  text += fmt::format(".SH NAME\n{} \\- {}\n", escaped(page_name(command)), escaped(command.help));
  text += fmt::format(".SH SYNOPSIS\n{}{}\n", bold(command.full_name),
                      escaped(usage(command).substr(command.full_name.size())));
  text += options_section("ARGUMENTS", command.arguments) +
          options_section("OPTIONS", command.options) + commands_section(command) +
          examples_section(command);
  if (is_program) text += program_sections();
  return text + see_also(command, program);
}

}  // namespace ice::cli
