// `ice` without a command: its version, its help, and what it says to a slip of the hand.
#include <catch2/catch.hpp>

#include "cli/commands.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"

using ice::cli::offered;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

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
  const std::vector<std::string> commands = offered(Shell(), {""});
  CHECK(commands.size() > 20);
  for (const std::string& command : commands)
    CHECK(help.out.find("\n  " + command) != std::string::npos);
}

TEST_CASE("ice: an argument may be a word that is a command, too") {
  const Shell shell;
  shell.write("flat.yaml", ice::cli::kFlat);
  REQUIRE(shell.ice({"run", "flat.yaml", "-q"}).code == 0);
  CHECK(shell.ice({"fork", "flat", "plan.yaml"}).code == 0);
  REQUIRE(shell.ice({"run", "plan.yaml", "-q"}).code == 0);
  CHECK(shell.ice({"best", "plan"}).code == 0);
}

TEST_CASE("ice: an unknown command names the nearest, or all") {
  check_mistake({"rnus"}, "unknown command 'rnus'. Did you mean 'runs'? See: ice --help");
  const Result unknown = Shell().ice({"tidy", "a", "b"});
  CHECK(unknown.code == 2);
  CHECK(unknown.err.starts_with("ice: unknown command 'tidy'. Known: init, import, run, plan, "));
  CHECK(unknown.err.ends_with(". See: ice --help\n"));
  for (const std::string& command : offered(Shell(), {""}))
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
