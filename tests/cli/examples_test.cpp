// Every example of every help text and of README works as printed, in the order in which they
// stand: in a folder where experiments/quickstart.yaml is a small study of the same form.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <regex>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/ice.hpp"

using ice::base::split;
using ice::cli::all_commands;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

const std::string kQuickstart = R"(name: quickstart
idea:
  title: Relu learns faster than tanh
  claims:
    - {name: H1, metric: dev.accuracy, better: {network.activation: relu}, than: {network.activation: tanh}}
code:
  data: {name: planar, samples: 60, split: {train: 40, dev: 20}}
  network: {hidden: [6], activation: relu, output: sigmoid}
  loss: binary_cross_entropy
  optimizer: {name: adam, learning_rate: 0.001}
  training: {epochs: 3, batch_size: 16}
experiment:
  metric: {name: dev.accuracy, goal: maximize}
  seeds: {count: 2, root: 42}
  parameters:
    network.activation: {values: [relu, tanh]}
    optimizer.learning_rate: {values: [0.001, 0.01]}
    network.hidden: {values: [[6], [5, 3]]}
)";

std::string without_end(std::string text) {
  while (text.ends_with('\n') || text.ends_with(' ')) text.pop_back();
  return text;
}

// A folder with the studies that examples name, and the plugin acme/swish.
class ExampleFolder {
 public:
  ExampleFolder() {
    shell.write("experiments/quickstart.yaml", kQuickstart);
    std::filesystem::copy(ICE_SOURCE "/experiments/elsewhere.yaml", shell.folder() / "experiments");
    shell.write("new.csv", "x1,x2\n0.5,1\n-1,2\n");
    shell.write("study.yaml", kQuickstart);
    std::string passengers = "Survived,Sex,Age\n";
    for (int i = 0; i < 12; ++i)
      passengers += fmt::format("{},{},{}\n", i % 2, i % 3 == 0 ? "male" : "female", 20 + i * i);
    shell.write("titanic.csv", passengers);
    shell.write("sweep.yaml", "method: grid\nparameters:\n  lr: {values: [0.1, 0.01]}\n");
    shell.write("space.json",
                R"({"lr": {"name": "FloatDistribution", "attributes": {"low": 0.1, "high": 1}}})");
    std::filesystem::create_symlink(ICE_SOURCE "/experiments/course",
                                    shell.folder() / "experiments/course");
    for (const char* place : {"build", ".local/share/ice/plugins"}) {
      std::filesystem::create_directories(shell.folder() / place);
      std::filesystem::copy(ICE_BUILD "/tests/libraries/acme.ice.so", shell.folder() / place);
    }
  }

  [[nodiscard]] Result type(const std::string& line) const {
    const char* const path = std::getenv("PATH");
    return shell.run({"bash", "-c", line},
                     {"ICE_DB=results/ice.db",
                      "PATH=" ICE_BUILD "/bin:" + std::string(path == nullptr ? "" : path)});
  }

  /// Runs an example. `help` says which exit codes beside 0 are no failure.
  void check(const std::string& example, const std::string& help) {
    // Their subjects are others here: a folder that an example before it made, a library of plugins
    // that are wrong on purpose, a trial that was asked for. plugin_new_test, plugin_check_test and
    // search_test type them.
    if (example == "ice plugin new activation acme/swish" ||
        example.starts_with("ice plugin check") || example.find("ice tell") != example.npos)
      return;
    // Their machines are not here: slurm_test and ssh_test type them.
    if (example.find("--on slurm") != example.npos || example.find("--on ssh") != example.npos)
      return;
    const std::string line = with_ids(example);
    const Result result = type(line);
    CAPTURE(line, result.out, result.err);
    const bool is_documented = help.find(fmt::format("exit code {}", result.code)) != help.npos;
    CHECK((result.code == 0 || is_documented));
    CHECK((!result.out.empty() || line.find(" > ") != line.npos || line.find(" -q") != line.npos ||
           line.find(" --install") != line.npos));
  }

  Shell shell;

 private:
  // Ids of runs are made up in examples: each stands for a run that there is.
  std::string with_ids(std::string line) {
    static const std::regex kId("\\b(?=[0-9a-f]*[0-9])[0-9a-f]{6}\\b");
    std::smatch id;
    std::string done;
    while (std::regex_search(line, id, kId)) {
      done += id.prefix().str() + real_id(id.str());
      line = id.suffix().str();
    }
    return done + line;
  }

  std::string real_id(const std::string& printed) {
    if (ids_.empty())
      ids_ = split(without_end(type("ice runs quickstart --where \"activation = 'relu'\" "
                                    "--columns id -f csv | tail -n +2")
                                   .out),
                   '\n');
    const auto known = std::ranges::find(printed_, printed);
    const auto index = static_cast<std::size_t>(known - printed_.begin());
    if (known == printed_.end()) printed_.push_back(printed);
    return ids_.at(index);
  }

  std::vector<std::string> printed_, ids_;
};

// The lines below "Examples:".
std::vector<std::string> examples_in(const std::string& help) {
  std::vector<std::string> lines;
  const auto at = help.find("\nExamples:\n");
  if (at == std::string::npos) return lines;
  for (const std::string& line : split(help.substr(at), '\n'))
    if (line.starts_with("  ")) lines.push_back(line.substr(2));
  return lines;
}

// The commands of README's lists: what stands before a "#", or two blanks and an explanation.
std::vector<std::string> commands_in_readme() {
  std::vector<std::string> lines;
  for (const std::string& line : split(ice::test::bytes_of(ICE_SOURCE "/README.md"), '\n')) {
    if (!line.starts_with("    ice ")) continue;
    const std::string command = line.substr(4);
    lines.push_back(command.substr(0, std::min(command.find("  "), command.find(" #"))));
  }
  return lines;
}

}  // namespace

TEST_CASE("examples: those of every command's help work as printed, one after the other") {
  ExampleFolder folder;
  for (const std::vector<std::string>& command : all_commands(folder.shell)) {
    std::vector<std::string> line = command;
    line.emplace_back("--help");
    const std::string help = folder.shell.ice(line).out;
    const std::vector<std::string> examples = examples_in(help);
    CAPTURE(command);
    CHECK_FALSE(examples.empty());
    for (const std::string& example : examples) folder.check(example, help);
  }
}

TEST_CASE("examples: those of README work as printed, one after the other") {
  ExampleFolder folder;
  // What README has run before it asks, with the networks kept.
  REQUIRE(folder.type("ice run experiments/quickstart.yaml training.save=final -q").code == 0);
  for (const char* study : {"04-planar-hidden-units.yaml training.epochs=20", "21-bowl.yaml"}) {
    const std::string line = fmt::format("ice run experiments/course/{} -q", study);
    REQUIRE(folder.type(line).code == 0);
  }
  const std::vector<std::string> commands = commands_in_readme();
  CHECK(commands.size() > 15);
  for (const std::string& command : commands)
    folder.check(command, "claims end with exit code 1 when one is refuted");
}
