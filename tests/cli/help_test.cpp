// `ice help` and `ice help study`: readable at 80 columns, and about everything there is.
#include <algorithm>
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"

using Catch::Matchers::Contains;
using ice::base::split;
using ice::cli::all_commands;
using ice::cli::offered;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

std::string help_on(const Shell& shell, std::vector<std::string> topic) {
  topic.insert(topic.begin(), "help");
  const Result result = shell.ice(topic);
  CAPTURE(topic, result.err);
  CHECK(result.code == 0);
  CHECK(result.err.empty());
  return result.out;
}

// Examples are not broken: who copies them needs them whole.
void check_width(const std::string& text) {
  for (const std::string& line : split(text.substr(0, text.find("\nExamples:")), '\n')) {
    CAPTURE(line);
    if (!line.starts_with("        - {")) CHECK(line.size() <= 80);  // YAML of a claim in one line
  }
}

}  // namespace

TEST_CASE("help: of a command it is what its --help shows, at most 80 columns wide") {
  const Shell shell;
  CHECK(help_on(shell, {}) == shell.ice({"--help"}).out);
  check_width(help_on(shell, {}));
  for (std::vector<std::string> command : all_commands(shell)) {
    const std::string help = help_on(shell, command);
    check_width(help);
    command.emplace_back("--help");
    CHECK(help == shell.ice(command).out);
  }
}

TEST_CASE("help: a command that there is not gets the nearest") {
  const Shell shell;
  CHECK(shell.ice({"help", "rnus"}).err ==
        "ice: ice has no command 'rnus'. Did you mean 'runs'?\n");
  CHECK(shell.ice({"help", "plugin", "lst"}).err ==
        "ice: ice plugin has no command 'lst'. Did you mean 'list'?\n");
  CHECK(shell.ice({"help", "runs", "x"}).err == "ice: ice runs has no command 'x'\n");
  CHECK(shell.ice({"help", "runs", "x"}).code == 2);
}

TEST_CASE("help study: every key of the schema, each with its own page") {
  const Shell shell;
  const std::string all = help_on(shell, {"study"});
  check_width(all);
  const std::vector<std::string> keys = offered(shell, {"help", "study", ""});
  CHECK(keys.size() > 90);
  for (const std::string& key : keys) {
    const std::string page = help_on(shell, {"study", key});
    CAPTURE(key);
    check_width(page);
    CHECK_THAT(all, Contains(key.substr(key.rfind('.') + 1)));
  }
}

TEST_CASE("help study: a key's type, default, range and example") {
  const Shell shell;
  CHECK(help_on(shell, {"study", "training.batch_size"}) ==
        "code.training.batch_size\n\n"
        "  Samples per update.\n\n"
        "  value     full or a whole number >= 1\n"
        "  default   64\n"
        "  once      ice run FILE training.batch_size=128\n\n"
        "  Example:\n"
        "    code:\n"
        "      training:\n"
        "        batch_size: 128\n");
  CHECK(help_on(shell, {"study", "batch_size"}) ==
        help_on(shell, {"study", "code.training.batch_size"}));
  const std::string noise = help_on(shell, {"study", "data.noise"});
  CHECK_THAT(noise, Contains("a number in [0, 1000] [default 0.2] of planar\n"));
  CHECK_THAT(help_on(shell, {"study", "data.target"}),
             Contains("the name or number of a column [required] of csv\n"));
  CHECK_THAT(help_on(shell, {"study", "units"}),
             Contains("code.network.hidden[].units") && Contains("a whole number in [1, 1000000]"));
  const std::string schedule = help_on(shell, {"study", "schedule"});
  CHECK_THAT(schedule, Contains("code.optimizer:") && Contains("schedule.warmup"));
}

TEST_CASE("help study: a key that there is not gets the nearest") {
  const Result result = Shell().ice({"help", "study", "training.epoch"});
  CHECK(result.code == 2);
  CHECK(result.err ==
        "ice: a study file has no key 'training.epoch'. Did you mean "
        "'training.epochs'?\n");
}
