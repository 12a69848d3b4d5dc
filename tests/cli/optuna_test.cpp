// `ice export -f optuna`: Debian's Optuna reads what ice writes, and finds in it what `ice export`
// and `ice best` say. The lines of doc/export.md run as they stand there.
#include <catch2/catch.hpp>
#include <numeric>
#include <set>

#include "base/value.hpp"
#include "cli/ice.hpp"
#include "support/skip.hpp"

using Catch::Matchers::Contains;
using ice::base::Value;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

// Every kind of distribution, a parameter under a condition, runs that fail and runs that diverge.
constexpr const char* kSpace = R"(name: quickstart
idea: {title: 'It says "ä"', why: "two\nlines; --", tags: [x, 'y z']}
code:
  data: {name: planar, samples: 40, split: {train: 0.5, dev: 0.5}}
  network: {hidden: [3], activation: tanh, output: sigmoid}
  initializer: {name: normal, scale: 1}
  loss: binary_cross_entropy
  optimizer: {name: gradient_descent, learning_rate: 0.1}
  training: {epochs: 4, batch_size: 8}
experiment:
  method: random
  metric: {name: dev.accuracy, goal: maximize}
  seeds: [1, 2]
  run_cap: 24
  parameters:
    network.activation: {values: [tanh, relu, {name: ruin/ruinous, how: throws, at: 2}]}
    network.hidden: {values: [[3], [4, 2]]}
    optimizer.learning_rate: {distribution: log_uniform, min: 0.001, max: 1}
    regularization.l2: {distribution: uniform, min: 0, max: 0.5, when: {network.activation: tanh}}
    regularization.dropout: {distribution: uniform, min: 0, max: 0.4, step: 0.1}
    training.batch_size: {distribution: int_uniform, min: 4, max: 20, step: 4}
    training.epochs: {distribution: int_uniform, min: 3, max: 6}
    initializer.scale: {distribution: log_normal, mu: 0, sigma: 1}
)";

// What Optuna reads of a file, as JSON. Optuna reads a newer schema when it is told not to look at
// its version.
constexpr const char* kRead = R"(
import json, math, sys, optuna
from optuna.trial import TrialState
storage = optuna.storages.RDBStorage("sqlite:///" + sys.argv[1], skip_compatibility_check=sys.argv[2] == "3.2")
study = optuna.load_study(study_name="quickstart", storage=storage)
trials = []
for t in study.trials:
    t._validate()  # each value is in its distribution
    trials.append({"number": t.number, "state": t.state.name, "value": t.value, "params": t.params,
        "distributions": {k: optuna.distributions.distribution_to_json(d) for k, d in t.distributions.items()},
        "attrs": t.user_attrs, "seconds": t.duration.total_seconds(), "start": str(t.datetime_start),
        "steps": {str(k): str(v) if not math.isfinite(v) else v for k, v in t.intermediate_values.items()}})
print(json.dumps({"direction": study.direction.name, "attrs": study.user_attrs, "trials": trials,
                  "metrics": study.system_attrs["study:metric_names"]}))
)";

// Has run the study, and writes it for Optuna.
struct OptunaShell : Shell {
  OptunaShell() {
    if (run({"/usr/bin/python3", "-c",
             "import importlib.metadata as m; assert m.version('optuna') == '3.1.0'"})
            .code != 0)
      skip("it takes Debian's python3-optuna 3.1");
    write("space.yaml", kSpace);
    const Result ran =
        ice({"run", "space.yaml", "-q", "--plugin", (ICE_BUILD "/tests/libraries/ruinous.ice.so")});
    INFO(ran.err);
    REQUIRE(ran.code == 1);
  }

  [[nodiscard]] Value study(const std::string& version, std::vector<std::string> more = {}) const {
    more.insert(more.begin(),
                {"export", "quickstart", "-f", "optuna", "--optuna", version, "-o", "o.db"});
    std::filesystem::remove(folder() / "o.db");
    const Result written = ice(more);
    INFO(written.err);
    REQUIRE(written.code == 0);
    const Result python =
        run({"/usr/bin/python3", "-W", "error::UserWarning", "-c", kRead, "o.db", version});
    INFO(python.err);
    REQUIRE(python.code == 0);
    return Value::parse(python.out);
  }
  [[nodiscard]] Value rows() const {
    return Value::parse(ice({"export", "quickstart", "-f", "json"}).out);
  }
};

constexpr const char* kRuinous = "{at: 2, how: throws, name: ruin/ruinous}";

// Epoch -> the mean over the finished runs of a cell, from the table of curves; all runs where none
// finished.
std::map<std::string, double> mean_curve(const Value& points, const Value& runs) {
  std::set<std::string> finished, all;
  for (const Value& run : runs) {
    all.insert(run["key"]);
    if (run["status"] == "finished") finished.insert(run["key"]);
  }
  const std::set<std::string>& keys = finished.empty() ? all : finished;
  std::map<std::string, std::vector<double>> values;
  for (const Value& point : points)
    if (point["metric"] == "dev.accuracy" && keys.contains(point["key"]))
      values[std::to_string(point["epoch"].get<int>())].push_back(point["value"]);
  std::map<std::string, double> means;
  for (const auto& [epoch, of_epoch] : values)
    if (of_epoch.size() == keys.size())
      means[epoch] = std::accumulate(of_epoch.begin(), of_epoch.end(), 0.0) /
                     static_cast<double>(of_epoch.size());
  return means;
}

void check_distributions(const Value& study) {
  std::map<std::string, std::set<std::string>> found;
  for (const Value& trial : study["trials"])
    for (const auto& [name, json] : trial["distributions"].items())
      found[name].insert(json.get<std::string>());
  for (const auto& [name, texts] : found) CHECK(texts.size() == 1);  // one for all trials
  const auto attributes = [&](const char* name) {
    return Value::parse(*found.at(name).begin())["attributes"];
  };
  CHECK(attributes("optimizer.learning_rate") ==
        Value{{"low", 0.001}, {"high", 1.0}, {"log", true}, {"step", nullptr}});
  CHECK(attributes("regularization.dropout") ==
        Value{{"low", 0.0}, {"high", 0.4}, {"log", false}, {"step", 0.1}});
  CHECK(attributes("training.batch_size") ==
        Value{{"low", 4}, {"high", 20}, {"log", false}, {"step", 4}});
  CHECK(attributes("training.epochs") ==
        Value{{"low", 3}, {"high", 6}, {"log", false}, {"step", 1}});
  CHECK(attributes("network.activation")["choices"] == Value{"tanh", "relu", kRuinous});
  CHECK(attributes("network.hidden")["choices"] == Value{"[3]", "[4, 2]"});
  CHECK(attributes("initializer.scale")["log"] == true);
}

}  // namespace

TEST_CASE(
    "optuna: a trial is a cell, with the means of its runs, over the distributions of the study") {
  const OptunaShell shell;
  const Value study = shell.study("3.1");
  CHECK(shell.study("3.2") == study);
  CHECK(study["direction"] == "MAXIMIZE");
  CHECK(study["metrics"] == Value{"dev.accuracy"});
  CHECK(study["attrs"]["title"] == "It says \"ä\"");
  CHECK(study["attrs"]["why"] == "two\nlines; --");
  CHECK(study["attrs"]["tags"] == Value{"x", "y z"});
  CHECK(study["attrs"]["ice_version"] == "0.1.0");
  std::map<int, Value> rows;  // by cell
  for (const Value& row : shell.rows()) rows[row["cell"].get<int>()].push_back(row);
  REQUIRE(study["trials"].size() == rows.size());
  const Value points =
      Value::parse(shell.ice({"export", "quickstart", "--curves", "-f", "json"}).out);
  int failed = 0;
  for (const Value& trial : study["trials"]) {
    const Value& runs = rows.at(trial["attrs"]["cell"].get<int>());
    double sum = 0;
    int n = 0;
    for (const Value& run : runs) {
      if (run["status"] != "finished") continue;
      sum += run["dev.accuracy"].get<double>();
      ++n;
    }
    failed += n == 0 ? 1 : 0;
    CHECK(trial["state"] == (n == 0 ? "FAIL" : "COMPLETE"));
    CHECK(trial["attrs"]["n"] == n);
    CHECK(trial["attrs"]["failed"] == runs.size() - n);
    CHECK(trial["attrs"]["seeds"] == Value{1, 2});
    CHECK(trial["attrs"]["cell_key"] == runs[0]["cell_key"]);
    if (n == 0) CHECK(trial["value"].is_null());
    if (n > 0) CHECK(trial["value"].get<double>() == Approx(sum / n).epsilon(1e-14));
    const auto means = mean_curve(points, runs);
    CHECK(trial["steps"].size() == means.size());
    for (const auto& [epoch, mean] : means)
      CHECK(trial["steps"][epoch].get<double>() == Approx(mean).epsilon(1e-14));
    CHECK(trial["params"].size() == (runs[0]["network.activation"] == "tanh" ? 8u : 7u));
    CHECK(trial["params"].contains("regularization.l2") ==
          (runs[0]["network.activation"] == "tanh"));
    for (const auto& [name, value] : trial["params"].items()) {
      if (value != kRuinous)  // a row has its parameters beside it
        CHECK(ice::base::to_text(value) == ice::base::to_text(runs[0][name]));
    }
  }
  CHECK(failed > 0);
  check_distributions(study);
}

TEST_CASE("optuna: with --runs a trial is a run; one range holds the values of all revisions") {
  const OptunaShell shell;
  const std::string tagged = shell.rows()[0]["key"].get<std::string>();
  REQUIRE(shell.ice({"tag", tagged, "+keep"}).code == 0);
  const Value study = shell.study("3.1", {"--runs", "--where", "seed = 2 or tags = 'keep'"});
  std::map<std::string, Value> rows;
  for (const Value& row : shell.rows())
    if (row["seed"] == 2 || row["tags"] == "keep") rows[row["key"].get<std::string>()] = row;
  REQUIRE(study["trials"].size() == rows.size());
  for (const Value& trial : study["trials"]) {
    const Value& row = rows.at(trial["attrs"]["key"].get<std::string>());
    const bool is_finished = row["status"] == "finished";
    CHECK(trial["state"] == (is_finished ? "COMPLETE" : "FAIL"));
    CHECK(trial["value"] == (is_finished ? row["dev.accuracy"] : Value()));
    CHECK(trial["attrs"]["seed"] == row["seed"]);
    CHECK(trial["attrs"]["status"] == row["status"]);
    CHECK(trial["attrs"].value("error", "") == row["error"]);
    CHECK(trial["attrs"].contains("tags") == (row["key"] == tagged));
    const std::string start = row["started_at"];  // 2026-11-24T10:00:00.123Z
    CHECK_THAT(trial["start"].get<std::string>(),
               Catch::Matchers::StartsWith(start.substr(0, 10) + " " + start.substr(11, 8)));
  }
  // Of two revisions: t._validate() holds every value to its distribution, which is one.
  const std::string ruinous = ICE_BUILD "/tests/libraries/ruinous.ice.so";
  REQUIRE(shell
              .ice({"run", "space.yaml", "-q", "run_cap=8", "optimizer.learning_rate=2,0.5",
                    "--plugin", ruinous})
              .code <= 1);
  const Value wider = shell.study("3.1");  // t._validate() holds every value to its distribution
  std::set<std::string> rates;
  for (const Value& trial : wider["trials"])
    rates.insert(trial["distributions"]["optimizer.learning_rate"].get<std::string>());
  CHECK(rates.size() == 1);
}

TEST_CASE("optuna: the schema of each version, and Debian's tells a newer one") {
  const OptunaShell shell;
  const auto sql = [&](const std::string& query) {
    return shell.run({"sqlite3", "-readonly", "o.db", query}).out;
  };
  if (shell.run({"sqlite3", "--version"}).code != 0) skip("it takes sqlite3");
  (void)shell.study("3.2");
  CHECK(sql("SELECT version_num FROM alembic_version") == "v3.2.0.a\n");
  CHECK(sql("SELECT name FROM sqlite_schema WHERE name = 'ix_trials_study_id'") ==
        "ix_trials_study_id\n");
  const Result refused = shell.run(
      {"/usr/bin/python3", "-c", "import optuna; optuna.storages.RDBStorage('sqlite:///o.db')"});
  CHECK_THAT(refused.err, Contains("is no longer compatible with the table schema"));

  // The tables of 3.1 are those that Optuna itself makes, but for blanks.
  (void)shell.study("3.1");
  REQUIRE(shell
              .run({"/usr/bin/python3", "-c",
                    "import optuna; optuna.create_study(storage='sqlite:///theirs.db')"})
              .code == 0);
  const std::string tables =
      "SELECT replace(replace(replace(replace(sql, char(9), ''), char(10), ''), ' ', ''), ',', '')"
      " FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name";
  CHECK(sql(tables) == shell.run({"sqlite3", "-readonly", "theirs.db", tables}).out);
}

TEST_CASE("optuna: the lines of doc/export.md load the file") {
  const OptunaShell shell;
  const std::string text = ice::test::bytes_of(ICE_SOURCE "/doc/export.md");
  const std::string open = "```python\n", close = "```";
  (void)shell.study("3.1");
  std::filesystem::rename(shell.folder() / "o.db", shell.folder() / "quickstart.db");
  std::vector<std::string> blocks;
  for (auto at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    at += open.size();
    blocks.push_back(text.substr(at, text.find(close, at) - at));
  }
  REQUIRE(blocks.size() == 2);
  const Result loaded = shell.run({"/usr/bin/python3", "-c", blocks[0]});
  CHECK(loaded.err.empty());
  const Value best = Value::parse(shell.ice({"best", "quickstart", "--json"}).out)[0];
  CHECK_THAT(loaded.out, Contains(" " + ice::base::to_text(best["dev.accuracy"]) + "\n"));
  // Debian has no dashboard: what it is given is made, and a stand-in takes it.
  const Result dashboard =
      shell.run({"/usr/bin/python3", "-c",
                 "import sys, types\n"
                 "stand_in = types.ModuleType('optuna_dashboard')\n"
                 "stand_in.run_server = lambda storage: print(len(storage.get_all_studies()))\n"
                 "sys.modules['optuna_dashboard'] = stand_in\n" +
                     blocks[1]});
  CHECK(dashboard.err.empty());
  CHECK(dashboard.out == "1\n");
}
