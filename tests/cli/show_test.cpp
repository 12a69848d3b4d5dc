// `ice show`: one run whole.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "base/value.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::Matches;
using Catch::Matchers::StartsWith;
using ice::base::Value;
using ice::cli::FlatShell;
using ice::cli::kFlat;
using ice::cli::RecordedShell;
using ice::cli::Result;

namespace {

std::string key_of_first(const FlatShell& shell) {
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
       {"\n  study     flat (revision 1)\n", "\n  seed      1\n", "\n  numerics  1\n",
        "\n  data      ", "\n  cell key  ", "\n  status    finished after 3 epochs in ",
        "\n  network.activation       tanh\n", "\n  initializer              zeros\n",
        "\n  a  dev.cost\n", "\nactivation   core/tanh ", "\nenvironment\n  ice        0.1.0\n"})
    CHECK_THAT(result.out, Contains(part));
  CHECK_THAT(result.out, Matches("[^]*\ndev\\.cost +0\\.6931 +0\\.6931 +1\n[^]*"));
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

TEST_CASE("show: where a run comes from is told with its plugins' digests") {
  const RecordedShell shell;
  const std::string key = key_of_first(shell);
  const Value run = Value::parse(shell.ice({"show", key, "--json"}).out);
  CHECK(run["cell_key"].get<std::string>().size() == 64);
  CHECK(run["data_sha256"].get<std::string>().size() == 64);
  CHECK(run["numerics"] == 1);
  CHECK(run["held_by"] == Value::parse(R"([{"study": "flat", "cell": 0, "revisions": [1],
                                            "superseded": null}])"));
  const std::string digest = run["plugins"][0]["sha256"].get<std::string>().substr(0, 8);
  CHECK_THAT(shell.ice({"show", key}).out, Contains("  digest  ") && Contains(digest));
}

TEST_CASE("show: a study has its revisions, and what each changed") {
  const RecordedShell shell;
  CHECK(shell.ice({"run", "flat.yaml", "-q", "training.epochs=2,5", "seeds=[1]"}).code == 0);
  const Result result = shell.ice({"show", "flat"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, StartsWith("flat: Nothing is learned from zeros\n") &&
                             Contains("\n  metric    dev.cost, to minimize\n") &&
                             Contains("\n  runs      8 finished\n") &&
                             Contains("\n  best      0.6931\n") && Contains("\nrevisions\n  1  ") &&
                             Contains("Z  4 runs planned, 4 recorded\n  2  ") &&
                             Contains("Z  4 runs planned, 4 recorded; planned last\n") &&
                             Contains("\n    training.epochs: 3 -> [2, 5]\n"));
  const Value study = Value::parse(shell.ice({"show", "flat", "--json"}).out);
  REQUIRE(study["revisions"].size() == 2);
  CHECK(study["revisions"][0]["changes"].empty());
  CHECK(study["revisions"][1]["planned"] == 4);
  CHECK(study["revision"] == 2);
}

TEST_CASE("show: a study whose name looks like the id of a run is the study, and the run is told") {
  const FlatShell shell;
  REQUIRE(shell.ice({"run", "flat.yaml", "-q"}).code == 0);
  const std::string key = key_of_first(shell);
  std::string study = kFlat;
  shell.write("id.yaml",
              study.replace(study.find("flat"), 4, fmt::format("\"{}\"", key.substr(0, 7))));
  REQUIRE(shell.ice({"run", "id.yaml", "-q"}).code == 0);
  const Result result = shell.ice({"show", key.substr(0, 7)});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, StartsWith(key.substr(0, 7) + ": "));
  CHECK(result.err == "ice: the id of a run begins so too: more of its digits show the run\n");
  CHECK_THAT(shell.ice({"show", key.substr(0, 8)}).out, StartsWith("run "));
}

TEST_CASE("show: what is neither a run nor a study") {
  const RecordedShell shell;
  const std::string neither = ": there is no run whose id begins so, and no such study. ";
  for (const std::string name : {"000000", "cats", "abcde"}) {
    const Result result = shell.ice({"show", name});
    CHECK(result.code == 2);
    CHECK(result.err == fmt::format("ice: '{}'{}'ice runs' and 'ice studies' list what there is\n",
                                    name, neither));
  }
  CHECK(shell.ice({"show", "flta"}).err ==
        "ice: 'flta'" + neither + "Did you mean the study 'flat'?\n");
}
