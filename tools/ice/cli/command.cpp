#include "cli/command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.hpp"
#include "cli/command_info.hpp"

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

Option Option::takes(std::vector<ValueKind> kinds) const {
  takes_->kinds = std::move(kinds);
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
  takes_->words = words;
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
  return {*app_->add_subcommand(name, help), *grammar_};
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
  CLI::Option* const flag = app_->add_flag(name, variable, help);
  return {*flag, grammar_->takes[flag]};
}

void Command::add_words(std::vector<std::string>& words) const {
  app_->set_help_flag("--help", "Print this help message and exit");
  app_->allow_extras();
  app_->parse_complete_callback([app = app_, &words] { words = app->remaining(); });
}

void Command::add_examples(const std::vector<std::string>& lines) const {
  grammar_->examples[app_] = lines;
}

void Command::does(Action action) const {
  app_->callback([chosen = &grammar_->chosen, action = std::move(action)] { *chosen = action; });
}

Option Command::add(const std::string& name, Variable variable, const std::string& help) const {
  CLI::Option* const option =
      std::visit([&](auto* target) { return app_->add_option(name, *target, help); }, variable);
  return {*option, grammar_->takes[option]};
}

CommandInfo Command::info() const { return describe(*app_, *grammar_); }

}  // namespace ice::cli
