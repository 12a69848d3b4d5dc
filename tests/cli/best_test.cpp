// `ice best`: the best cells of a study.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "base/value.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using ice::base::Value;
using ice::cli::RecordedShell;
using ice::cli::Result;
using ice::cli::Shell;

TEST_CASE("best: the study's metric over the seeds of each cell") {
  const RecordedShell shell;
  const Result result = shell.ice({"best", "flat", "--precision", "3"});
  CHECK(result.code == 0);
  CHECK(result.out == R"(Nothing is learned from zeros
dev.cost: mean over the finished seeds; low, high: 95 % confidence interval
One split for all runs: intervals are without its noise (split: {by: seed})

rank  activation  dev.cost  deviation  low  high  n
────  ──────────  ────────  ─────────  ───  ────  ─
   1  tanh           0.693          0             2
   2  relu           0.693          0             2
)");
}

TEST_CASE("best: --by ranks by another metric, --top says how to see the rest") {
  const RecordedShell shell;
  const Result result = shell.ice({"best", "flat", "--by", "dev.accuracy", "--top", "1"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, Contains("rank  activation  dev.accuracy  deviation  low  high  n\n") &&
                             EndsWith("\n1 more cell: ice best flat --top 0\n"));
}

TEST_CASE("best: --where leaves out runs before the means are taken, and says so") {
  const RecordedShell shell;
  const std::string where = "seed = 1 and activation = 'relu'";
  CHECK(shell.ice({"best", "flat", "--where", where}).out ==
        R"(Nothing is learned from zeros
dev.cost: mean over the finished seeds where seed = 1 and activation = 'relu';
low, high: 95 % confidence interval
One split for all runs: intervals are without its noise (split: {by: seed})

rank  activation  dev.cost  deviation  low  high  n
────  ──────────  ────────  ─────────  ───  ────  ─
   1  relu          0.6931                        1
)");
  CHECK(Value::parse(shell.ice({"best", "flat", "--where", where, "--json"}).out).size() == 1);
  CHECK_THAT(shell.ice({"best", "flat", "--where", "seed < 9", "--top", "1"}).out,
             EndsWith("\n1 more cell: ice best flat --top 0 --where 'seed < 9'\n"));
  CHECK(shell.ice({"best", "flat", "--where", "seed = 3"}).out ==
        "No run of flat is one where seed = 3.\n");
  const Result attack = shell.ice({"best", "flat", "--where", "1)) UNION SELECT 1 --"});
  CHECK(attack.code == 2);
  CHECK_THAT(shell.ice({"best", "flat", "--where", "rate > 1"}).err, Contains("rate"));
}

TEST_CASE("best: programs get every cell") {
  const RecordedShell shell;
  const Value cells = Value::parse(shell.ice({"best", "flat", "--json"}).out);
  REQUIRE(cells.size() == 2);
  CHECK(cells[0]["rank"] == 1);
  CHECK(cells[0]["n"] == 2);
  CHECK(cells[0]["failed"] == 0);
  CHECK(cells[0]["dev.cost"].get<double>() == Approx(0.6931471805599453));  // ln 2
}

TEST_CASE("best: a metric or a study that is not there names the nearest") {
  const RecordedShell shell;
  const Result metric = shell.ice({"best", "flat", "--by", "dev.acuracy"});
  CHECK(metric.code == 2);
  CHECK(metric.err ==
        "ice: --by: no run of flat has a metric 'dev.acuracy'. Did you mean 'dev.accuracy'?\n");
  const Result study = shell.ice({"best", "falt"});
  CHECK(study.code == 2);
  CHECK(study.err == "ice: study 'falt': there is no such study. Did you mean 'flat'?\n");
}

TEST_CASE("best: --at best ranks by each run's best epoch, and says so") {
  const Shell shell;
  std::string study = ice::cli::kFlat;
  study.replace(study.find("zeros\n  loss"), 5, "xavier_normal");
  shell.write("f.yaml", study);
  REQUIRE(shell.ice({"run", "f.yaml", "-q", "learning_rate=0.1", "training.epochs=12"}).code == 0);
  const auto shown = [&](const std::string& at) {
    double sum = 0;
    for (const Value& cell : Value::parse(shell.ice({"best", "flat", "--at", at, "--json"}).out))
      sum += cell["dev.cost"].get<double>();
    return sum;
  };
  const auto recorded = [&](const std::string& at) {
    const std::string sql = "SELECT sum(" + at + ") / 2 AS x FROM metrics WHERE name = 'dev.cost'";
    return Value::parse(shell.ice({"sql", sql, "--json"}).out)[0]["x"].get<double>();
  };
  CHECK(shown("best") == Approx(recorded("best")));
  CHECK(shown("final") == Approx(recorded("final")));
  CHECK(shown("best") <= shown("final"));
  CHECK_THAT(shell.ice({"best", "flat", "--at", "best"}).out,
             Contains("\ndev.cost (measured after an epoch) of each run's best epoch: mean over "));
  CHECK_THAT(
      shell.ice({"best", "flat", "--at", "best", "--by", "train.cost"}).out,
      Contains("\ntrain.cost (an epoch's mean over its batches) of each run's best epoch: "));
  const Result wrong = shell.ice({"best", "flat", "--at", "last"});
  CHECK(wrong.code == 2);
}

TEST_CASE("best: groups of cells, differences to a baseline, the Pareto front") {
  const RecordedShell shell;
  const Result groups = shell.ice({"best", "flat", "--group-by", "activation"});
  CHECK(groups.code == 0);
  CHECK_THAT(groups.out,
             Contains("each seed the mean of its finished runs in the\ngroup's cells") &&
                 Contains("rank  activation  dev.cost  deviation  low  high  n  cells  runs\n"));
  const Result baseline = shell.ice({"best", "flat", "--baseline", "1"});
  CHECK_THAT(baseline.out, Contains("difference: to cell 1 over the seeds that both have") &&
                               Contains("rank  cell  activation"));
  const std::string id =
      Value::parse(shell.ice({"runs", "flat", "--where", "cell = 1", "--json"}).out)[0]["id"];
  CHECK(shell.ice({"best", "flat", "--baseline", id}).out == baseline.out);
  const Result front = shell.ice({"best", "flat", "--by", "dev_cost,dev.accuracy"});
  CHECK_THAT(front.out, Contains("Pareto front of dev.cost and dev.accuracy: 2 of 2 cells, "
                                 "which no other beats in\nall of them"));
  CHECK(shell.ice({"best", "flat", "--baseline", "7"}).err ==
        "ice: --baseline: flat has no cell or run '7' here. 'ice runs flat' shows both, in its "
        "columns cell and id\n");
  CHECK(shell.ice({"best", "flat", "--baseline", "0", "--by", "dev.cost,dev.accuracy"}).code == 2);
  CHECK(shell.ice({"best", "flat", "--columns", "rank,activation", "--sort", "-rank", "-f", "csv"})
            .out == "rank,network.activation\n2,relu\n1,tanh\n");
}
