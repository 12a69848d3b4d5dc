// `ice` without a command: its version, its help, and what it says to a slip of the hand.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"

using ice::cli::Result;
using ice::cli::Shell;

namespace {

const std::vector<std::string> kCommands{
    "run",   "plan", "fork",   "studies", "runs",      "show",  "best", "claims",
    "ideas", "plot", "report", "predict", "gradcheck", "graph", "sql",  "doctor"};

// The lines below "Examples:".
std::vector<std::string> examples_of(const std::string& help) {
  std::vector<std::string> lines;
  for (const std::string& line : ice::base::split(help.substr(help.find("Examples:")), '\n')) {
    if (line.starts_with("  ")) lines.push_back(line.substr(2));
  }
  return lines;
}

// A small study in the place of the one that the examples name.
void write_quickstart(const Shell& shell) {
  std::string study = ice::cli::kFlat;
  study.replace(study.find("flat"), 4, "quickstart");
  study.insert(study.find("}\ncode:"),
               ", claims: [{name: H1, metric: dev.cost, better: {network.activation: tanh}, "
               "than: {network.activation: relu}}]");
  std::filesystem::create_directory(shell.folder() / "experiments");
  shell.write("experiments/quickstart.yaml", study);
  std::string passengers = "Survived,Sex,Age\n";
  for (int i = 0; i < 12; ++i)
    passengers += std::to_string(i % 2) + (i % 3 == 0 ? ",male," : ",female,") +
                  std::to_string(20 + i * i) + "\n";
  shell.write("titanic.csv", passengers);
  std::filesystem::create_symlink(ICE_SOURCE "/experiments/course",
                                  shell.folder() / "experiments/course");
}

void check_mistake(const std::vector<std::string>& line, const std::string& text) {
  const Result result = Shell().ice(line);
  CAPTURE(line);
  CHECK(result.code == 2);
  CHECK(result.out.empty());
  CHECK(result.err == "ice: " + text + "\n");
}

}  // namespace

TEST_CASE("ice: --version names the version alone") {
  const Result result = Shell().ice({"--version"});
  CHECK(result.code == 0);
  CHECK(result.out == "ice 0.1.0\n");
  CHECK(result.err.empty());
}

TEST_CASE("ice: alone it shows what --help shows, every command in it") {
  const Result alone = Shell().ice({});
  const Result help = Shell().ice({"--help"});
  CHECK(alone.code == 0);
  CHECK(help.code == 0);
  CHECK(alone.out == help.out);
  for (const std::string& command : kCommands)
    CHECK(help.out.find("\n  " + command) != std::string::npos);
}

TEST_CASE("ice: the examples of every command's help work as printed") {
  const Shell shell;
  write_quickstart(shell);
  for (const std::string& command : kCommands) {
    const std::vector<std::string> examples = examples_of(shell.ice({command, "--help"}).out);
    CHECK_FALSE(examples.empty());
    for (const std::string& example : examples) {
      const Result result = shell.run(
          {"bash", "-c", example}, {"PATH=" ICE_BUILD "/bin:" + std::string(std::getenv("PATH"))});
      CAPTURE(example, result.err);
      CHECK(result.code == 0);
      CHECK_FALSE(result.out.empty());
    }
  }
}

TEST_CASE("ice: an unknown command names the nearest, or all") {
  check_mistake({"rnus"}, "unknown command 'rnus'. Did you mean 'runs'? See: ice --help");
  const Result unknown = Shell().ice({"tidy", "a", "b"});
  CHECK(unknown.code == 2);
  CHECK(unknown.err.starts_with("ice: unknown command 'tidy'. Known: init, run, plan, "));
  CHECK(unknown.err.ends_with(". See: ice --help\n"));
  for (const std::string& command : kCommands)
    CHECK(unknown.err.find(" " + command) != std::string::npos);
  check_mistake({"plugin", "lst"},
                "plugin: unknown command 'lst'. Did you mean 'list'? See: ice plugin --help");
}

TEST_CASE("ice: a study without a command is told which it lacks") {
  const Shell shell;
  shell.write("flat.yaml", ice::cli::kFlat);
  const Result result = shell.ice({"flat.yaml"});
  CHECK(result.code == 2);
  CHECK(result.err ==
        "ice: 'flat.yaml' is a file. Did you mean 'ice run flat.yaml'? See: ice --help\n");
}

TEST_CASE("ice: an unknown option names the nearest, and where a known one stands") {
  check_mistake({"runs", "--lmit", "3"},
                "runs: unknown option '--lmit'. Did you mean '--limit'? See: ice runs --help");
  check_mistake({"runs", "--frobnicate"},
                "runs: unknown option '--frobnicate'. See: ice runs --help");
  check_mistake({"--db", "x.db", "runs"},
                "'--db' stands after the command: ice runs --db ... See: ice --help");
  check_mistake({"-v"}, "'-v' stands after the command: ice run -v ... See: ice --help");
}

TEST_CASE("ice: what an option's value must be") {
  check_mistake({"run", "f.yaml", "-j", "0"},
                "run: --jobs: expected a whole number in [1, 1024], got '0'. See: ice run --help");
  check_mistake({"run", "f.yaml", "--limit", "-3"},
                "run: --limit: expected a whole number in [0, 1000000000], got '-3'. See: ice run "
                "--help");
  check_mistake(
      {"runs", "--limit", "1e9"},
      "runs: --limit: expected a whole number in [0, 1000000000], got '1e9'. See: ice runs "
      "--help");
  check_mistake({"run", "f.yaml", "--retry", "all"},
                "run: --retry: expected failed, got 'all'. See: ice run --help");
  check_mistake({"best", "s", "--precision", "18"},
                "best: --precision: expected a whole number in [1, 17], got '18'. See: ice best "
                "--help");
  check_mistake({"studies", "-f", "xml"},
                "studies: --format: expected table, json, csv or md, got 'xml'. See: ice studies "
                "--help");
  check_mistake({"run", "f.yaml", "-j"}, "run: --jobs needs a value. See: ice run --help");
  check_mistake({"runs", "--db", "a", "--db", "b"},
                "runs: --db is given more than once. See: ice runs --help");
}

TEST_CASE("ice: a path that the system refuses is wrong use, no bug of ice") {
  const Shell shell;
  const std::string name(300, 'x');
  const Result result = shell.ice({"plugin", "list", "--plugin", name});
  CHECK(result.code == 2);
  CHECK(result.err == "ice: --plugin: " + name + ": File name too long\n");
}

TEST_CASE("ice: what is missing, and what is too much") {
  check_mistake({"run"}, "run: FILE is required. See: ice run --help");
  check_mistake({"show"}, "show: RUN is required. See: ice show --help");
  check_mistake({"plugin"}, "plugin: A subcommand is required. See: ice plugin --help");
  check_mistake({"studies", "mine"},
                "studies: 'mine' is one argument too many. See: ice studies --help");
}
