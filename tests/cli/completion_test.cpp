// What `ice complete` offers, and that bash, zsh and fish offer it.
#include <algorithm>
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"
#include "support/skip.hpp"

using ice::base::split;
using ice::cli::offered;
using ice::cli::RecordedShell;
using ice::cli::Result;
using ice::cli::Shell;
using Words = std::vector<std::string>;

namespace {

bool has(const Words& words, const std::string& word) {
  return std::ranges::find(words, word) != words.end();
}

// The shell's own search path, with ice.
std::string path_with_ice() {
  const char* const path = std::getenv("PATH");
  return "PATH=" ICE_BUILD "/bin:" + std::string(path == nullptr ? "" : path);
}

// What a shell's script leaves to choose from, sorted.
Words answers(const Shell& shell, const Words& line) {
  const Result result = shell.run(line, {path_with_ice()});
  CAPTURE(line, result.err);
  CHECK(result.code == 0);
  Words found;
  for (const std::string& answer : split(result.out, '\n'))
    if (!answer.empty()) found.push_back(answer.substr(0, answer.find('\t')));
  std::ranges::sort(found);
  return found;
}

void require_program(const Shell& shell, const std::string& name) {
  if (shell.run({"bash", "-c", "command -v " + name}).code != 0) skip(name + " is not installed");
}

Words in_bash(const Shell& shell, const std::string& line) {
  return answers(shell, {"bash", "-c",
                         R"(source <(ice completion bash)
                         compopt() { :; }  # there is no line that is completed
                         COMP_LINE=$1 COMP_POINT=${#1}; _ice ice
                         printf '%s\n' "${COMPREPLY[@]}")",
                         "bash", line});
}

// compadd works only within zsh's line editor: here it says what it is given.
Words in_zsh(const Shell& shell, const std::string& line) {
  return answers(shell, {"zsh", "-f", "-c",
                         R"(compdef() { defined="$*" }
                         source <(ice completion zsh)
                         [[ $defined == "_ice ice" ]] || exit 9
                         compadd() { print -rl -- "${(@P)@[-1]}" }
                         words=("${(@s: :)1}"); CURRENT=$#words; _ice; true)",
                         "zsh", line});
}

Words in_fish(const Shell& shell, const std::string& line) {
  return answers(shell, {"fish", "--no-config", "-c",
                         "ice completion fish | source; complete -C $argv[1]", line});
}

}  // namespace

TEST_CASE("completion: commands, options and their values") {
  const Shell shell;
  CHECK(offered(shell, {"pl"}) == Words{"plan", "plot", "plugin"});
  CHECK(offered(shell, {"plugin", ""}) == Words{"list", "show", "new", "check"});
  CHECK(offered(shell, {"sweep", "--re"}) == Words{"--retry"});  // an alias
  CHECK(offered(shell, {"best", "--format", ""}) == Words{"table", "json", "csv", "md"});
  CHECK(offered(shell, {"best", "--format=c"}) == Words{"--format=csv"});
  CHECK(offered(shell, {"run", "--retry", ""}) == Words{"failed"});
  CHECK(offered(shell, {"plot", "s", "bound"}) == Words{"boundary"});
  CHECK(offered(shell, {"best", "s", "--json", "--js"}).empty());  // given already
  CHECK(offered(shell, {"completion", ""}) == Words{"bash", "zsh", "fish"});
  CHECK(offered(shell, {"plugin", "show", "leaky"}) == Words{"leaky_relu"});
  CHECK(offered(shell, {"help", "plugin", "n"}) == Words{"new"});
  CHECK(offered(shell, {"help", "study", "code.training.ep"}) == Words{"code.training.epochs"});
  CHECK(has(offered(shell, {"run", "--"}), "--jobs"));
  CHECK_FALSE(has(offered(shell, {""}), "complete"));
}

TEST_CASE("completion: study files and folders, other files where they are wanted") {
  const Shell shell;
  shell.write("a.yaml", "");
  shell.write("b.csv", "");
  shell.write("experiments/c.yml", "");
  shell.write(".hidden.yaml", "");
  CHECK(offered(shell, {"run", ""}) == Words{"a.yaml", "experiments/"});
  CHECK(offered(shell, {"run", "experiments/"}) == Words{"experiments/c.yml"});
  CHECK(offered(shell, {"run", "./a"}) == Words{"./a.yaml"});
  CHECK(offered(shell, {"run", "."}) == Words{".hidden.yaml"});
  CHECK(offered(shell, {"run", "~/a"}) == Words{"~/a.yaml"});
  CHECK(offered(shell, {"predict", "x", "--data", "b"}) == Words{"b.csv"});
  CHECK(offered(shell, {"run", "nowhere/x"}).empty());
}

TEST_CASE("completion: overrides of a study") {
  const Shell shell;
  CHECK(offered(shell, {"run", "a.yaml", "training.ep"}) == Words{"training.epochs="});
  CHECK(offered(shell, {"run", "a.yaml", "learning"}) == Words{"learning_rate="});
  CHECK(offered(shell, {"run", "a.yaml", "seeds.c"}) == Words{"seeds.count="});
  CHECK(offered(shell, {"run", "a.yaml", "training.precision="}) ==
        Words{"training.precision=float32", "training.precision=float64"});
  CHECK(offered(shell, {"run", "a.yaml", "activation=tanh,leaky"}) ==
        Words{"activation=tanh,leaky_relu"});
  CHECK(offered(shell, {"run", "a.yaml", "data.name=fa"}) == Words{"data.name=fashion_mnist"});
}

TEST_CASE("completion: what a store has") {
  const RecordedShell shell;
  CHECK(offered(shell, {"best", "fl"}) == Words{"flat"});
  CHECK(has(offered(shell, {"best", "flat", "--by", "dev."}), "dev.cost"));
  CHECK(offered(shell, {"best", "flat", "--by", "dev.cost,train.c"}) ==
        Words{"dev.cost,train.cost"});
  CHECK(offered(shell, {"runs", "flat", "--sort", "-se"}) == Words{"-seed", "-seconds"});
  CHECK(offered(shell, {"runs", "flat", "--columns", "id,network."}) ==
        Words{"id,network.activation"});
  const Words runs = offered(shell, {"show", ""});
  CHECK(runs.size() == 5);  // four runs, and the study
  CHECK(has(runs, "flat"));
  CHECK(offered(shell, {"show", runs.front().substr(0, 4)}) == Words{runs.front()});
  CHECK(offered(shell, {"best", "--db", "elsewhere.db", ""}).empty());
}

TEST_CASE("completion: without a store, and with a file that is none, it is silent") {
  const Shell shell;
  const Result none = shell.ice({"complete", "--", "best", ""});
  CHECK(none.code == 0);
  CHECK(none.out.empty());
  CHECK(none.err.empty());
  CHECK_FALSE(std::filesystem::exists(shell.store()));
  shell.write("s.db", "no store");
  const Result broken = shell.ice({"complete", "--", "show", ""});
  CHECK(broken.code == 0);
  CHECK(broken.err.empty());
  CHECK(offered(shell, {"best", "s", "--by", "test.acc"}) == Words{"test.accuracy"});
}

TEST_CASE("completion: bash") {
  const RecordedShell shell;
  shell.write("my study.yaml", "");
  CHECK(in_bash(shell, "ice pl") == Words{"plan", "plot", "plugin"});
  CHECK(in_bash(shell, "ice best ") == Words{"flat"});
  CHECK(in_bash(shell, "ice run flat.yaml training.precision=") == Words{"float32", "float64"});
  CHECK(in_bash(shell, "ice best flat --format=c") == Words{"csv"});
  CHECK(in_bash(shell, "ice run my") == Words{"my\\ study.yaml"});
}

TEST_CASE("completion: zsh") {
  const RecordedShell shell;
  require_program(shell, "zsh");
  CHECK(in_zsh(shell, "ice pl") == Words{"plan", "plot", "plugin"});
  CHECK(in_zsh(shell, "ice best ") == Words{"flat"});
  CHECK(in_zsh(shell, "ice run flat.yaml training.precision=") ==
        Words{"training.precision=float32", "training.precision=float64"});
}

TEST_CASE("completion: fish") {
  const RecordedShell shell;
  require_program(shell, "fish");
  CHECK(in_fish(shell, "ice pl") == Words{"plan", "plot", "plugin"});
  CHECK(in_fish(shell, "ice best ") == Words{"flat"});
  CHECK(in_fish(shell, "ice run flat.yaml training.precision=") ==
        Words{"training.precision=float32", "training.precision=float64"});
}
