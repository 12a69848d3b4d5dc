// `ice compare`: what differs between two runs.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "base/value.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"

using Catch::Matchers::Contains;
using ice::base::Value;
using ice::cli::RecordedShell;
using ice::cli::Result;

namespace {

// The keys of all runs, in the order of their cells and seeds.
std::vector<std::string> all_keys(const RecordedShell& shell) {
  const Value rows =
      Value::parse(shell.ice({"sql", "SELECT key FROM runs ORDER BY cell, seed", "--json"}).out);
  std::vector<std::string> keys;
  for (const Value& row : rows) keys.push_back(row["key"]);
  return keys;
}

}  // namespace

TEST_CASE("compare: two runs of a cell differ in their seeds") {
  const RecordedShell shell;
  const std::vector<std::string> keys = all_keys(shell);
  const Result result = shell.ice({"compare", keys.at(0), keys.at(1), "--json"});
  CHECK(result.code == 0);
  const Value rows = Value::parse(result.out);
  REQUIRE(rows.size() > 1);
  CHECK(rows[0]["kind"] == "run");
  CHECK(rows[0]["name"] == "seed");
  for (std::size_t i = 1; i < rows.size(); ++i) CHECK(rows[i]["kind"] == "metric");
}

TEST_CASE("compare: a parameter that differs, and the metrics beside each other") {
  const RecordedShell shell;
  const std::vector<std::string> keys = all_keys(shell);
  const Result result = shell.ice({"compare", keys.front().substr(0, 8), keys.back()});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, Contains("parameter  "));
  CHECK_THAT(result.out, Contains("metric     dev.cost"));
}

TEST_CASE("compare: one run twice, or one that is not there, is told") {
  const RecordedShell shell;
  const std::string key = all_keys(shell).at(0);
  const Result same = shell.ice({"compare", key, key.substr(0, 6)});
  CHECK(same.code == 2);
  CHECK(same.err ==
        "ice: compare: both are run " + key.substr(0, 6) + ". Name two different runs\n");
  const Result unknown = shell.ice({"compare", key, "000000"});
  CHECK(unknown.code == 2);
  CHECK(unknown.err == "ice: run '000000': there is no such run. 'ice runs' lists them\n");
}

TEST_CASE("compare: two conditions, paired over seeds, with what differs and what it means") {
  const RecordedShell shell;
  const Result result =
      shell.ice({"compare", "flat:activation=tanh", ":activation=relu", "--metric", "dev.cost"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out,
             Contains("A: flat:activation=tanh, 2 runs\nB: flat:activation=relu, 2 runs\n") &&
                 Contains("parameter  network.activation    tanh            relu") &&
                 Contains("metric         A       B  difference") &&
                 Contains("This describes; a claim in the study decides."));
  const Value rows = Value::parse(
      shell.ice({"compare", "flat:0", "flat:1", "--metric", "dev.cost", "--json"}).out);
  const Value& metric = rows.back();
  CHECK(metric["kind"] == "metric");
  CHECK(metric["difference"] == 0);
  CHECK(metric["pairs"] == 2);
  CHECK(metric["seeds"] == 2);
  CHECK(metric["p"] == 1);
}

TEST_CASE("compare: two studies pair by what varies in both; leftovers are reported") {
  const RecordedShell shell;
  REQUIRE(shell.ice({"fork", "flat", "child.yaml", "training.epochs=5", "seeds=[1,3]"}).code == 0);
  REQUIRE(shell.ice({"run", "child.yaml", "-q"}).code == 0);
  const Result result = shell.ice({"compare", "flat", "child"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, Contains("parameter  training.epochs  3  5") &&
                             Contains("with the same seed and the same activation,") &&
                             Contains("2 of A, 2 of B"));
}

TEST_CASE("compare: sides that are no sides say what to write") {
  const RecordedShell shell;
  const auto refusal = [&](const std::string& a, const std::string& b) {
    const Result result = shell.ice({"compare", a, b});
    CHECK(result.code == 2);
    return result.err;
  };
  CHECK(refusal("falt", "flat") ==
        "ice: 'falt': there is no such study or run. Did you mean 'flat'?\n");
  CHECK(refusal("flat:7", "flat:0") ==
        "ice: 'flat:7': no run matches. No run has cell = 7. Its values: 0, 1.\n");
  CHECK(refusal("flat:activation", "flat:0") ==
        "ice: 'flat:activation': 'activation' is no cell's number and no path=value. Name a run's "
        "id, a study, a cell STUDY:NUMBER, or runs STUDY:activation=relu\n");
  CHECK(refusal("flat:activation=rel", "flat:0") ==
        "ice: 'flat:activation=rel': no run matches. No run has network.activation = 'rel'. Did "
        "you mean 'relu'?\n");
  CHECK(refusal("flat:0", ":activation=tanh") ==
        "ice: compare: both sides are the same runs. Name two different sides\n");
  CHECK(refusal("flat:activation=' OR 1 --", "flat") ==
        "ice: 'flat:activation=' OR 1 --': no run matches. No run has network.activation = ''' OR "
        "1 --'. Its values: 'relu', 'tanh'.\n");
}
