// `ice show`: one run whole.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "base/value.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using ice::base::Value;
using ice::cli::RecordedShell;
using ice::cli::Result;

namespace {

std::string key_of_first(const RecordedShell& shell) {
  const std::string csv =
      shell.ice({"sql", "SELECT key FROM runs WHERE cell = 0 AND seed = 1", "-f", "csv"}).out;
  return ice::base::split(csv, '\n').at(1);
}

}  // namespace

TEST_CASE("show: identity, parameters, metrics, curve, plugins and environment of a run") {
  const RecordedShell shell;
  const std::string key = key_of_first(shell);
  const Result result = shell.ice({"show", key.substr(0, 6)});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, StartsWith("run " + key.substr(0, 6) + "\n  key       " + key + "\n"));
  for (const char* part :
       {"\n  study     flat\n", "\n  seed      1\n", "\n  status    finished after 3 epochs in ",
        "\n  network.activation       tanh\n", "\n  initializer              zeros\n",
        "\ndev.cost         0.6931  0.6931           1\n", "\n  a  dev.cost\n",
        "\nactivation   core/tanh ", "\nenvironment\n  ice        0.1.0\n"})
    CHECK_THAT(result.out, Contains(part));
}

TEST_CASE("show: draws the cost and the study's metric alone") {
  const RecordedShell shell;
  const std::string out = shell.ice({"show", key_of_first(shell)}).out;
  CHECK_THAT(out, Contains("  b  train.cost\n"));
  CHECK_THAT(out, !Contains("  b  train.accuracy\n"));
}

TEST_CASE("show: --json is one object, curves included") {
  const RecordedShell shell;
  const std::string key = key_of_first(shell);
  const Value run = Value::parse(shell.ice({"show", key, "--json"}).out);
  CHECK(run["key"] == key);
  CHECK(run["status"] == "finished");
  CHECK(run["parameters"]["network.hidden"] == Value{3});
  CHECK(run["curves"]["dev.cost"]["epochs"] == Value({1, 2, 3}));
  CHECK(run["metrics"]["dev.accuracy"]["final"] == 0.5);
  CHECK(run["plugins"].size() == 5);
}

TEST_CASE("show: an id that is none, or of no run") {
  const RecordedShell shell;
  const Result none = shell.ice({"show", "flat"});
  CHECK(none.code == 2);
  CHECK(none.err ==
        "ice: run 'flat': is not a run's id. Give 6 or more of the hex digits that 'ice runs' "
        "shows\n");
  const Result absent = shell.ice({"show", "000000"});
  CHECK(absent.code == 2);
  CHECK(absent.err == "ice: run '000000': there is no such run. 'ice runs' lists them\n");
}
