#include "help/completion.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace ice::cli {
namespace {

using Candidates = std::vector<Candidate>;

bool takes_kind(const OptionInfo& option, ValueKind kind) {
  return std::ranges::find(option.takes.kinds, kind) != option.takes.kinds.end();
}

// The words that are done, read as the parser reads them.
class Line {
 public:
  explicit Line(const CommandInfo& program) : command_(&program) { situation_.program = &program; }

  void read(const std::string& word) {
    if (pending_ != nullptr)
      take(*std::exchange(pending_, nullptr), word);
    else if (word == "--")
      options_ended_ = true;
    else if (is_option(word))
      read_option(word);
    else if (const CommandInfo* below = command_->find(word))
      enter(*below);
    else
      read_argument(word);
  }

  [[nodiscard]] Candidates next(const std::string& begun) const {
    if (pending_ != nullptr) return values(*pending_, begun, "");
    if (is_option(begun)) return options(begun);
    if (!command_->commands.empty()) return commands();
    const OptionInfo* const argument = next_argument();
    return argument == nullptr ? Candidates{} : values(*argument, begun, "");
  }

 private:
  [[nodiscard]] bool is_option(const std::string& word) const {
    return word.starts_with('-') && !options_ended_;
  }

  [[nodiscard]] const OptionInfo* find_option(const std::string& name) const {
    const auto found = std::ranges::find_if(command_->options, [&](const OptionInfo& option) {
      return std::ranges::find(option.names, name) != option.names.end();
    });
    return found == command_->options.end() ? nullptr : &*found;
  }

  void enter(const CommandInfo& command) {
    command_ = &command;
    given_.clear();
  }

  // "--top", "--top=3", "-n", "-n3".
  void read_option(const std::string& word) {
    const auto equals = word.find('=');
    const OptionInfo* option = find_option(word.substr(0, equals));
    if (option == nullptr) return;
    given_.insert(option);
    if (equals != std::string::npos)
      take(*option, word.substr(equals + 1));
    else if (!option->is_flag())
      pending_ = option;
  }

  void read_argument(const std::string& word) {
    if (const OptionInfo* argument = next_argument()) take(*argument, word);
    situation_.arguments.push_back(word);
  }

  void take(const OptionInfo& option, const std::string& value) {
    if (std::ranges::find(option.names, "--db") != option.names.end()) situation_.db = value;
    if (takes_kind(option, ValueKind::kStudy) && situation_.study.empty())
      situation_.study = value.substr(0, value.find(':'));
  }

  // The argument that the next word is; nullptr when there is one too many.
  [[nodiscard]] const OptionInfo* next_argument() const {
    const auto& arguments = command_->arguments;
    if (situation_.arguments.size() < arguments.size())
      return &arguments[situation_.arguments.size()];
    return !arguments.empty() && arguments.back().is_many ? &arguments.back() : nullptr;
  }

  // `before` is what the word has in front of the value: "--by=".
  [[nodiscard]] Candidates values(const OptionInfo& option, const std::string& begun,
                                  std::string before) const {
    if (option.has_commas) before += begun.substr(0, begun.rfind(',') + 1);
    const std::string value = begun.substr(option.has_commas ? begun.rfind(',') + 1 : 0);
    const bool is_reversed = takes_kind(option, ValueKind::kColumn) && value.starts_with('-');
    if (is_reversed) before += "-";  // --sort -COLUMN
    Candidates found = values_of(option.takes, situation_, value.substr(is_reversed ? 1 : 0));
    for (Candidate& one : found) one.word = before + one.word;
    return found;
  }

  [[nodiscard]] Candidates options(const std::string& begun) const {
    const auto equals = begun.find('=');
    if (equals != std::string::npos) {
      const OptionInfo* const option = find_option(begun.substr(0, equals));
      if (option == nullptr) return {};
      return values(*option, begun.substr(equals + 1), begun.substr(0, equals + 1));
    }
    Candidates found;
    for (const OptionInfo& option : command_->options)
      if (option.is_many || !given_.contains(&option))
        found.push_back({option.names.back(), option.help});
    return found;
  }

  [[nodiscard]] Candidates commands() const {
    Candidates found;
    for (const CommandInfo& command : command_->commands)
      if (!command.is_hidden()) found.push_back({command.names.front(), command.help});
    return found;
  }

  const CommandInfo* command_;
  const OptionInfo* pending_ = nullptr;  // an option whose value comes next
  bool options_ended_ = false;
  std::set<const OptionInfo*> given_;
  Situation situation_;
};

}  // namespace

std::vector<Candidate> completions(const CommandInfo& program,
                                   const std::vector<std::string>& words) {
  if (words.empty()) return {};
  Line line(program);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) line.read(words[i]);
  Candidates found = line.next(words.back());
  std::erase_if(found, [&](const Candidate& one) { return !one.word.starts_with(words.back()); });
  return found;
}

}  // namespace ice::cli
