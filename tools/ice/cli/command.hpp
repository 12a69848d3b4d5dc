#pragma once
// The command line's grammar: commands, their options and what they do. Only this folder's .cpp
// files know the parser behind it (CLI11), which takes seconds to compile wherever it is included.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
class Option;
}  // namespace CLI

namespace ice::cli {

/// Does what the command line asks for and returns the exit code. Throws the errors of
/// base/error.hpp, which main() turns into messages and exit codes.
using Action = std::function<int()>;

inline constexpr std::uint64_t kMaxCount = 1'000'000'000;

/// Of which kind the values of an option or argument are: a shell completes them (values.hpp).
enum class ValueKind {
  kFile,       ///< any file or folder
  kStudyFile,  ///< a YAML file
  kOverride,   ///< path=value
  kStudy,      ///< the name of a recorded study
  kRun,        ///< the id of a recorded run
  kMetric,     ///< dev.accuracy
  kColumn,     ///< of runs: a parameter, a metric, seed ...
  kPlugin,     ///< relu, acme/swish
  kTopic,      ///< what `ice help` explains: a command, the study file, a key of it
};

/// What the parser does not know of the values of an option or argument.
struct Takes {
  std::vector<ValueKind> kinds{};
  std::vector<std::string> words{};  ///< of one_of()
};

/// What the functions below make of a whole command line beside the parser's part.
struct Grammar {
  Action chosen;  ///< of the command that was given
  std::map<const CLI::Option*, Takes> takes;
  std::map<const CLI::App*, std::vector<std::string>> examples;
};

struct CommandInfo;

/// An option, argument or flag of a command. Each function changes it and returns it again. Checked
/// values are refused with the words of the study file's errors.
class Option {
 public:
  Option(CLI::Option& option, Takes& takes) : option_(&option), takes_(&takes) {}

  Option required() const;
  /// What stands for the value in the help: "FILE". A name that says what the values are is enough
  /// to complete them: FILE, OVERRIDES, STUDY, RUN, METRIC, COLUMN, PLUGIN; CELL|RUN is one of two.
  Option type_name(const std::string& name) const;
  /// What the values are, where their name does not say it, or says something else.
  Option takes(std::vector<ValueKind> kinds) const;
  /// "expected a whole number in [1, 17], got 'x'"
  Option whole_number(std::uint64_t low, std::uint64_t high = kMaxCount) const;
  /// "expected table, json, csv or md, got 'xml'". REQUIRES: there is a word.
  Option one_of(const std::vector<std::string>& words) const;
  Option existing_file() const;
  /// A list takes one value each time the option is given, not all that follow.
  Option one_each() const;
  /// As one_each(), and commas part the values: a,b,c.
  Option with_commas() const;
  Option excludes(const std::string& other) const;

 private:
  CLI::Option* option_;
  Takes* takes_;
};

/// The program's command line, or one of its commands. A handle: copies mean the same command.
/// REQUIRES: the parser and the grammar that main() made live as long.
class Command {
 public:
  Command(CLI::App& app, Grammar& grammar) : app_(&app), grammar_(&grammar) {}

  [[nodiscard]] Command add_command(const std::string& name, const std::string& help) const;
  /// A command that has commands of its own, of which one must be given.
  [[nodiscard]] Command add_group(const std::string& name, const std::string& help) const;
  /// The title under which the help lists the command; an empty one hides it.
  Command section(const std::string& title) const;
  Command alias(const std::string& name) const;

  /// Parsing writes what the user gives into `variable`, which must live until then.
  template <class T>
  Option add_argument(const std::string& name, T& variable, const std::string& help) const {
    return add(name, &variable, help).type_name("");
  }
  template <class T>
  Option add_option(const std::string& name, T& variable, const std::string& help) const {
    return add(name, &variable, help);
  }
  Option add_flag(const std::string& name, bool& variable, const std::string& help) const;

  /// All words that are neither options nor arguments, in their order: also such as "-slow", which
  /// would be an unknown option. The command then has no short options, -h among them.
  void add_words(std::vector<std::string>& words) const;

  /// Lines to show below "Examples:" in the command's help. Each works as printed.
  void add_examples(const std::vector<std::string>& lines) const;
  /// What main() does after parsing when the command line names this command.
  void does(Action action) const;

  /// The command and all below it as plain values.
  [[nodiscard]] CommandInfo info() const;

 private:
  using Variable = std::variant<std::string*, std::filesystem::path*, std::vector<std::string>*,
                                std::vector<std::filesystem::path>*, int*, unsigned*,
                                std::uint64_t*, std::optional<std::uint64_t>*>;
  [[nodiscard]] Option add(const std::string& name, Variable variable,
                           const std::string& help) const;

  CLI::App* app_;
  Grammar* grammar_;
};

}  // namespace ice::cli
