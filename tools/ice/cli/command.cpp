#include "cli/command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.hpp"

namespace ice::cli {
namespace {

bool is_whole(const std::string& text, std::uint64_t low, std::uint64_t high) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stop == end && low <= number && number <= high;
}

// "a, b or c"
std::string alternatives(std::vector<std::string> words) {
  const std::string last = words.back();
  words.pop_back();
  return words.empty() ? last : base::join(words, ", ") + " or " + last;
}

}  // namespace

Option Option::required() const {
  option_->required();
  return *this;
}

Option Option::type_name(const std::string& name) const {
  option_->type_name(name);
  return *this;
}

Option Option::whole_number(std::uint64_t low, std::uint64_t high) const {
  const auto check = [low, high](const std::string& text) {
    if (is_whole(text, low, high)) return std::string();
    return fmt::format("expected a whole number in [{}, {}], got '{}'", low, high, text);
  };
  option_->check(check);
  return *this;
}

Option Option::one_of(const std::vector<std::string>& words) const {
  const auto check = [words](const std::string& text) {
    if (std::ranges::find(words, text) != words.end()) return std::string();
    return fmt::format("expected {}, got '{}'", alternatives(words), text);
  };
  option_->check(check);
  return *this;
}

Option Option::existing_file() const {
  option_->check(CLI::ExistingFile);
  return *this;
}

Option Option::one_each() const {
  option_->allow_extra_args(false);
  return *this;
}

Option Option::with_commas() const {
  option_->delimiter(',');
  return one_each();
}

Option Option::excludes(const std::string& other) const {
  option_->excludes(other);
  return *this;
}

Command Command::add_command(const std::string& name, const std::string& help) const {
  return {*app_->add_subcommand(name, help), *chosen_};
}

Command Command::add_group(const std::string& name, const std::string& help) const {
  const Command group = add_command(name, help);
  group.app_->require_subcommand(1);
  return group;
}

Command Command::section(const std::string& title) const {
  app_->group(title);
  return *this;
}

Command Command::alias(const std::string& name) const {
  app_->alias(name);
  return *this;
}

Option Command::add_flag(const std::string& name, bool& variable, const std::string& help) const {
  return Option(*app_->add_flag(name, variable, help));
}

void Command::add_examples(const std::vector<std::string>& lines) const {
  std::string text = "Examples:";
  for (const std::string& line : lines) text += "\n  " + line;
  app_->footer(text);
}

void Command::does(Action action) const {
  app_->callback([chosen = chosen_, action = std::move(action)] { *chosen = action; });
}

Option Command::add(const std::string& name, Variable variable, const std::string& help) const {
  return std::visit([&](auto* target) { return Option(*app_->add_option(name, *target, help)); },
                    variable);
}

}  // namespace ice::cli
