// `ice completion`: scripts by which a shell completes command lines of ice; and the hidden `ice
// complete`, which answers them.
#include <memory>

#include "cli/command_info.hpp"
#include "cli/options.hpp"
#include "commands/commands.hpp"
#include "help/completion.hpp"
#include "help/scripts.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::cli {
namespace {

std::vector<std::string> shells() {
  std::vector<std::string> names;
  for (const CompletionScript& script : kCompletionScripts) names.emplace_back(script.shell);
  return names;
}

int print_script(const std::string& shell) {
  for (const CompletionScript& script : kCompletionScripts)
    if (script.shell == shell) print(std::string(script.text));
  return 0;
}

// A line for each word, with its meaning behind a tab.
int answer(const Command& app, const std::vector<std::string>& words) {
  const CommandInfo program = app.info();
  for (const Candidate& one : completions(program, words))
    print(one.word + (one.help.empty() ? "" : "\t" + report::one_line(one.help)) + "\n");
  return 0;
}

}  // namespace

void add_completion(const Command& app) {
  const auto shell = std::make_shared<std::string>();
  const Command command =
      app.add_command("completion", "A script that lets your shell complete commands of ice");
  command.section("Help");
  command.add_argument("SHELL", *shell, "bash, zsh or fish").required().one_of(shells());
  command.add_examples({"ice completion bash > ice.bash && source ice.bash"});
  command.does([shell] { return print_script(*shell); });
}

void add_complete(const Command& app) {
  const auto words = std::make_shared<std::vector<std::string>>();
  const Command command = app.add_command("complete", "What may come next on a command line");
  command.section("");
  command.add_argument("WORDS", *words, "Behind 'ice'; the last is the beginning of one");
  command.add_examples({"ice complete -- plugin l"});
  command.does([app, words] { return answer(app, *words); });
}

}  // namespace ice::cli
