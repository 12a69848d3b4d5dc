// `ice runs`: filter, order, columns, formats.
#include <algorithm>
#include <catch2/catch.hpp>

#include "base/value.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using ice::base::Value;
using ice::cli::RecordedShell;
using ice::cli::Result;

namespace {

void check_refused(const RecordedShell& shell, const std::vector<std::string>& line,
                   const std::string& text) {
  const Result result = shell.ice(line);
  CHECK(result.code == 2);
  CHECK(result.out.empty());
  CHECK(result.err == "ice: " + text + "\n");
}

}  // namespace

TEST_CASE("runs: the study's metric comes first of the metrics, the study's name is left out") {
  const RecordedShell shell;
  const Result result = shell.ice({"runs", "flat"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out,
             StartsWith("id      status    seed  activation  dev.cost  dev.accuracy  "));
  CHECK_THAT(shell.ice({"runs"}).out, StartsWith("id      study  status    "));
}

TEST_CASE("runs: costs and accuracies come before details, other metrics after them") {
  const RecordedShell shell;
  const std::string all = shell.ice({"runs", "flat"}).out, head = all.substr(0, all.find('\n'));
  CHECK_THAT(head, StartsWith("id      status    seed  activation  dev.cost  dev.accuracy  "
                              "train.accuracy  train.cost  cell  epochs  "));
  CHECK_THAT(head, Contains("dev.auc  dev.balanced_accuracy  dev.f1"));
  REQUIRE(shell.ice({"run", "flat.yaml", "-q", "experiment.metric={name: dev.f1}"}).code == 0);
  CHECK_THAT(shell.ice({"runs", "flat"}).out,
             Contains("activation  dev.f1  dev.accuracy  dev.cost  train.accuracy  train.cost  "
                      "train.f1  cell"));
}

TEST_CASE("runs: --where, --sort, --columns and --limit by short, full and underscored names") {
  const RecordedShell shell;
  const auto csv = [&](const std::vector<std::string>& more) {
    std::vector<std::string> line{"runs", "flat", "-f", "csv"};
    line.insert(line.end(), more.begin(), more.end());
    return shell.ice(line).out;
  };
  CHECK(csv({"--columns", "activation,seed", "--sort", "-seed", "--where",
             "activation = 'tanh'"}) == "network.activation,seed\ntanh,2\ntanh,1\n");
  CHECK(csv({"--columns", "network_activation,dev.accuracy", "--where",
             "dev_accuracy = 0.5 and \"network.activation\" = 'relu' and seed = 1"}) ==
        "network.activation,dev.accuracy\nrelu,0.5\n");
  CHECK(csv({"--columns", "cell", "--sort", "-cell", "--limit", "1"}) == "cell\n1\n");
  CHECK(csv({"--columns", "cell", "--where", "seed > 7"}) == "cell\n");
}

TEST_CASE("runs: --only-changed leaves out what is the same in all") {
  const RecordedShell shell;
  const std::string out = shell
                              .ice({"runs", "flat", "--only-changed", "--columns",
                                    "status,seed,dev_cost", "-f", "csv", "--sort", "seed"})
                              .out;
  CHECK(out == "seed\n1\n1\n2\n2\n");
}

TEST_CASE("runs: every format holds the same runs") {
  const RecordedShell shell;
  const auto as = [&](const std::string& format) {
    return shell
        .ice({"runs", "--columns", "seed,dev.cost", "--where", "cell = 0", "--sort", "seed", "-f",
              format, "--precision", "2"})
        .out;
  };
  CHECK(as("table") == "seed  dev.cost\n────  ────────\n   1      0.69\n   2      0.69\n");
  CHECK(as("md") == "| seed | dev.cost |\n| ---: | ---: |\n| 1 | 0.69 |\n| 2 | 0.69 |\n");
  // float32's ln 2
  CHECK(as("csv") == "seed,dev.cost\n1,0.6931471824645996\n2,0.6931471824645996\n");
  CHECK(Value::parse(as("json")) == Value::parse(R"([{"seed": 1, "dev.cost": 0.6931471824645996},
                                                     {"seed": 2, "dev.cost": 0.6931471824645996}])"));
}

TEST_CASE("runs: no match is a sentence") {
  const RecordedShell shell;
  const Result result = shell.ice({"runs", "flat", "--where", "dev_accuracy > 0.9"});
  CHECK(result.code == 0);
  CHECK(result.out == "No run matches.\n");
}

TEST_CASE("runs: no match says which value no run has") {
  const RecordedShell shell;
  CHECK(shell.ice({"runs", "flat", "--where", "seed = 1 and status = 'finishd'"}).out ==
        "No run matches.\nNo run has status = 'finishd'. Did you mean 'finished'?\n");
  CHECK(shell.ice({"runs", "--where", "status = 'finishd'", "-f", "csv"}).out.find("No run") ==
        std::string::npos);
}

TEST_CASE("runs: a name that is not there names the nearest") {
  const RecordedShell shell;
  check_refused(shell, {"runs", "flta"},
                "study 'flta': there is no such study. Did you mean 'flat'?");
  check_refused(
      shell, {"runs", "flat", "--where", "dev_acuracy > 1"},
      "--where: no such column: dev_acuracy. Did you mean 'dev_accuracy'? A text stands in "
      "single quotes: 'dev_acuracy'");
  check_refused(shell, {"runs", "flat", "--columns", "id,dev_cots"},
                "--columns: no column 'dev_cots'. Did you mean 'dev_cost'?");
}

TEST_CASE("runs: --where can only read") {
  const RecordedShell shell;
  for (const char* hostile : {"1; DELETE FROM runs", "(SELECT load_extension('x'))",
                              "1) UNION SELECT key FROM runs --"}) {
    const Result result = shell.ice({"runs", "flat", "--where", hostile});
    CAPTURE(hostile);
    CHECK(result.code == 2);
    CHECK_THAT(result.err, StartsWith("ice: --where: "));
  }
  CHECK(shell.ice({"sql", "SELECT count(*) FROM runs", "-f", "csv"}).out == "count(*)\n4\n");
}

TEST_CASE("runs: --columns may name what is no column otherwise") {
  const RecordedShell shell;
  const std::string csv = shell
                              .ice({"runs", "flat", "--columns",
                                    "status,error,epochs,training_epochs,revision,numerics",
                                    "--limit", "1", "-f", "csv"})
                              .out;
  CHECK(csv == "status,error,epochs,training.epochs,revision,numerics\nfinished,,3,3,1,1\n");
  const std::string data = "SELECT data_sha256 AS data FROM cell_keys LIMIT 1";
  CHECK(shell.ice({"runs", "flat", "--columns", "data", "--limit", "1", "-f", "csv"}).out ==
        shell.ice({"sql", data, "-f", "csv"}).out);
}

TEST_CASE("runs: a study's runs are the same by its name and by an expression") {
  const RecordedShell shell;
  std::string same = ice::cli::kFlat;
  same.replace(same.find("flat"), 4, "same");
  shell.write("same.yaml", same);
  REQUIRE(shell.ice({"run", "same.yaml", "-q", "seeds=[2, 3]"}).code == 0);
  const auto keys = [&](std::vector<std::string> line) {
    line.insert(line.begin(), "runs");
    line.insert(line.end(), {"--columns", "study,cell,key", "-f", "csv"});
    return shell.ice(line).out;
  };
  for (const std::string name : {"flat", "same"}) {
    const std::string expression = "study = '" + name + "'";
    CHECK(keys({"--where", expression}) == keys({name}));
  }
  // A run of both is listed once: four of the one, two more of the other.
  const std::string both = keys({"--where", "study in ('flat', 'same')"});
  CHECK(std::count(both.begin(), both.end(), '\n') == 7);
  CHECK(keys({}) == both);
}

TEST_CASE("runs: groups of runs, and all columns") {
  const RecordedShell shell;
  CHECK(shell
            .ice({"runs", "flat", "--group-by", "activation,status", "--columns",
                  "activation,status,runs,dev.accuracy", "--sort", "-activation", "-f", "csv"})
            .out ==
        "network.activation,status,runs,dev.accuracy\ntanh,finished,2,0.5\nrelu,finished,2,0.5\n");
  CHECK_THAT(
      shell.ice({"runs", "--columns", "all", "-f", "csv", "--limit", "1"}).out,
      Contains(",error,started_at,") && Contains(",training.batch_size,") && Contains(",dev.cost"));
  check_refused(shell, {"runs", "flat", "--group-by", "activatoin"},
                "--group-by: no column 'activatoin'. Did you mean 'activation'?");
}

TEST_CASE("runs: since a time") {
  const RecordedShell shell;
  const auto count = [&](const std::string& since) {
    return Value::parse(shell.ice({"runs", "--since", since, "--json"}).out).size();
  };
  CHECK(count("2 days") == 4);
  CHECK(count("90m") == 4);
  CHECK(count("2020-01-01") == 4);
  CHECK(count("2999-01-01T09:30") == 0);
  for (const char* text : {"yesterday", "-2 days", "2 dais", "2026-13", "", "1e400 days"})
    if (*text != '\0') CHECK(shell.ice({"runs", "--since", text}).code == 2);
  check_refused(shell, {"runs", "--since", "yesterday"},
                "--since: 'yesterday' is no time. Write '2 days', 90m, 2026-11-27 or "
                "2026-11-27T09:30 (in UTC)");
}

TEST_CASE("runs: a column that was asked about is shown") {
  const RecordedShell shell;
  CHECK_THAT(shell.ice({"runs", "flat", "--sort", "-started_at"}).out, Contains("  started_at  "));
  CHECK_THAT(shell.ice({"runs", "flat", "--where", "batch_size = 'full'"}).out,
             Contains("  batch_size  "));
}
