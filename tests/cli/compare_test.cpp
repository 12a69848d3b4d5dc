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
