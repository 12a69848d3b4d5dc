// `ice export` for notebooks and spreadsheets. Python's csv module, which knows nothing of ice,
// reads the tables; pandas too, where it is there.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "base/value.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"
#include "support/skip.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using ice::base::Value;
using ice::cli::RecordedShell;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

// A cell that learns, one that diverges, and one whose plugin throws a text with everything that
// CSV must quote; a parameter that one cell only has.
constexpr const char* kMixed = R"(name: mixed
code:
  data: {name: planar, samples: 40, split: {train: 0.5, dev: 0.5}}
  network: {hidden: [3, 2], activation: tanh, output: sigmoid}
  initializer: {name: normal, scale: 1}
  loss: squared_error
  optimizer: {name: gradient_descent, learning_rate: 0.1}
  training: {epochs: 5, batch_size: full}
experiment:
  metric: {name: dev.cost, goal: minimize}
  seeds: [1, 2]
  parameters:
    network.activation: {values: [tanh, relu, {name: ruin/ruinous, how: throws, at: 2}]}
    initializer.scale: {values: [1, 1e200], when: {network.activation: relu}}
)";

struct MixedShell : Shell {
  MixedShell() {
    write("mixed.yaml", kMixed);
    const Result run =
        ice({"run", "mixed.yaml", "-q", "--plugin", (ICE_BUILD "/tests/libraries/ruinous.ice.so")});
    INFO(run.err);
    REQUIRE(run.code == 1);
  }

  // The rows of a table of `ice export`, as Python's csv module reads them.
  [[nodiscard]] Value rows(std::vector<std::string> more) const {
    more.insert(more.begin(), {"export", "mixed", "-o", "t.csv"});
    std::filesystem::remove(folder() / "t.csv");
    const Result result = ice(more);
    REQUIRE(result.code == 0);
    const Result python = run({"python3", "-c",
                               "import csv, json; print(json.dumps(list(csv.DictReader("
                               "open('t.csv', newline='', encoding='utf-8')))))"});
    if (python.code != 0) skip("it takes python3. " + python.err);
    return Value::parse(python.out);
  }
};

}  // namespace

TEST_CASE("export: a row a run with every parameter and every metric, exactly") {
  const MixedShell shell;
  const Value rows = shell.rows({});
  const Value runs = Value::parse(
      shell.ice({"sql", "SELECT key, seed, status, error, epochs, seconds FROM runs", "--json"})
          .out);
  REQUIRE(rows.size() == runs.size());
  for (const Value& run : runs) {
    const auto row = std::ranges::find(rows, run["key"], [](const Value& r) { return r["key"]; });
    REQUIRE(row != rows.end());
    CHECK((*row)["error"] == run["error"]);
    CHECK((*row)["status"] == run["status"]);
    CHECK(std::stod((*row)["seconds"].get<std::string>()) == run["seconds"].get<double>());
    const Value shown =
        Value::parse(shell.ice({"show", run["key"].get<std::string>(), "--json"}).out);
    for (const auto& [name, value] : shown["parameters"].items())
      CHECK((*row)[name] == ice::base::to_text(value));
    for (const auto& [name, metric] : shown["metrics"].items()) {
      CHECK((*row)[name] == ice::base::to_text(metric["final"]));
      CHECK((*row)[name + ".best"] == ice::base::to_text(metric["best"]));
    }
  }
}

TEST_CASE("export: what diverged has nan, what failed and what is not there is empty") {
  const MixedShell shell;
  const Value rows = shell.rows({});
  int diverged = 0, failed = 0;
  for (const Value& row : rows) {
    diverged += row["status"] == "diverged" && row["dev.cost"] == "nan" ? 1 : 0;
    failed += row["status"] == "failed" && row["dev.cost"] == "" && row["dev.cost.best"] == "" &&
                      row["dev.cost.best_epoch"] == ""
                  ? 1
                  : 0;
    CHECK((row["network.activation.how"] == "") == (row["status"] != "failed"));
  }
  CHECK(diverged == 2);
  CHECK(failed == 2);
}

TEST_CASE("export: --curves is a long table of the curves that ice show has") {
  const MixedShell shell;
  const Value rows = shell.rows({"--curves", "--where", "seed = 1"});
  std::map<std::string, Value> curves;  // by key
  for (const Value& row : rows) {
    CHECK(row["seed"] == "1");
    Value& curve = curves[row["key"].get<std::string>()][row["metric"].get<std::string>()];
    curve["epochs"].push_back(std::stoi(row["epoch"].get<std::string>()));
    curve["values"].push_back(row["value"]);
  }
  CHECK(curves.size() >= 3);
  for (const auto& [key, of_run] : curves) {
    const Value shown = Value::parse(shell.ice({"show", key, "--json"}).out)["curves"];
    CHECK(of_run.size() == shown.size());
    for (const auto& [metric, curve] : shown.items()) {
      CHECK(of_run[metric]["epochs"] == curve["epochs"]);
      Value texts = Value::array();
      for (const Value& value : curve["values"]) texts.push_back(ice::base::to_text(value));
      CHECK(of_run[metric]["values"] == texts);
    }
  }
}

TEST_CASE("export: json and jsonl have the rows of csv") {
  const MixedShell shell;
  const Value list = Value::parse(shell.ice({"export", "mixed", "-f", "json"}).out);
  CHECK(list.size() == 8);
  Value lines = Value::array();
  for (const std::string& line :
       ice::base::split(shell.ice({"export", "mixed", "-f", "jsonl"}).out, '\n'))
    if (!line.empty()) lines.push_back(Value::parse(line));
  CHECK(lines == list);
  for (const Value& row : list) CHECK((row["status"] == "diverged") == (row["dev.cost"] == "nan"));
  CHECK(shell.ice({"export", "mixed", "-f", "json", "--where", "seed = 9"}).out == "[]\n");
}

TEST_CASE("export: --where, --revision and --superseded are those of ice runs") {
  const RecordedShell shell;
  REQUIRE(shell.ice({"run", "flat.yaml", "-q", "seeds=[1,2,3]"}).code == 0);
  const auto lines = [&](const std::vector<std::string>& more) {
    std::vector<std::string> line{"export", "flat"};
    line.insert(line.end(), more.begin(), more.end());
    const std::string out = shell.ice(line).out;
    return std::ranges::count(out, '\n') - 1;
  };
  CHECK(lines({}) == 6);
  CHECK(lines({"--revision", "1"}) == 4);
  CHECK(lines({"--where", "activation = 'tanh'"}) == 3);
  const Result all = shell.ice({"export", "flat", "--superseded"});
  CHECK_THAT(all.out, Contains(",cell_key,superseded,"));
  CHECK_THAT(shell.ice({"export", "flat", "--where", "1); DROP TABLE runs"}).err,
             StartsWith("ice: --where: "));
  CHECK(shell.ice({"export", "flt"}).err ==
        "ice: study 'flt': there is no such study. Did you mean 'flat'?\n");
  CHECK_THAT(shell.ice({"export", "flat", "--revision", "7"}).err, Contains("no revision 7"));
}

TEST_CASE("export: a file appears whole or not at all, and replaces none") {
  const RecordedShell shell;
  CHECK(shell.ice({"export", "flat", "-o", "a \"b\";\xC3\xBC.csv"}).out ==
        "Wrote a \"b\";\xC3\xBC.csv: 4 rows\n");
  CHECK(shell.read("a \"b\";\xC3\xBC.csv") == shell.ice({"export", "flat"}).out);
  shell.write("mine.csv", "mine");
  const Result again = shell.ice({"export", "flat", "-o", "mine.csv"});
  CHECK(again.code == 2);
  CHECK(again.err == "ice: mine.csv: exists already. Remove it, or name another file\n");
  CHECK(shell.ice({"export", "flat", "-f", "optuna", "-o", "mine.csv"}).err == again.err);
  CHECK(shell.read("mine.csv") == "mine");
  for (const char* format : {"csv", "optuna"})
    CHECK(shell.ice({"export", "flat", "-f", format, "-o", "absent/x"}).err ==
          (std::string(format) == "csv"
               ? "ice: absent/x: cannot be written: No such file or directory\n"
               : "ice: absent/x.part: cannot be written: No such file or directory\n"));
  CHECK(shell.ice({"export", "flat", "--where", "nonsense", "-o", "x.csv"}).code == 2);
  CHECK_FALSE(std::filesystem::exists(shell.folder() / "x.csv"));
  CHECK_FALSE(std::filesystem::exists(shell.folder() / "x.csv.part"));
}

TEST_CASE("export: options that do not go together") {
  const RecordedShell shell;
  const auto check = [&](const std::vector<std::string>& more, const std::string& text) {
    std::vector<std::string> line{"export", "flat"};
    line.insert(line.end(), more.begin(), more.end());
    const Result result = shell.ice(line);
    CHECK(result.code == 2);
    CHECK(result.err == "ice: " + text + "\n");
  };
  check({"-f", "optuna"}, "-f optuna: is a database, not a text. Name a file: -o FILE.db");
  check({"-f", "optuna", "-o", "x", "--curves"},
        "--curves: is for csv, json and jsonl. An Optuna file has the curves as intermediate "
        "values");
  check({"--runs"}, "--runs: is for -f optuna");
  check({"--optuna", "3.1"}, "--optuna: is for -f optuna");
  check({"-f", "xml"},
        "export: --format: expected csv, json, jsonl or optuna, got 'xml'. See: ice export --help");
}

TEST_CASE("export: tags of runs are a column, where there are any") {
  const RecordedShell shell;
  CHECK_THAT(shell.ice({"export", "flat"}).out, !Contains(",tags,"));
  const std::string key =
      Value::parse(shell.ice({"export", "flat", "-f", "json"}).out)[0]["key"].get<std::string>();
  REQUIRE(shell.ice({"tag", key, "+say \"hi\";"}).code == 0);
  CHECK_THAT(shell.ice({"export", "flat"}).out,
             Contains(",tags,") && Contains(",\"say \"\"hi\"\";\","));
}

TEST_CASE("export: pandas reads numbers as numbers") {
  const MixedShell shell;
  if (shell.run({"/usr/bin/python3", "-c", "import pandas"}).code != 0)
    skip("it takes Debian's python3-pandas");
  REQUIRE(shell.ice({"export", "mixed", "-o", "runs.csv"}).code == 0);
  const Result result = shell.run({"/usr/bin/python3", "-c", R"(
import pandas
runs = pandas.read_csv("runs.csv")
print(runs.shape[0], runs["dev.cost"].dtype, runs["seed"].dtype, runs["dev.cost"].isna().sum(),
      runs["data.standardize"].dtype, runs["initializer.scale"].max())
)"});
  CHECK(result.err == "");
  CHECK(result.out == "8 float64 int64 4 bool 1e+200\n");
}
