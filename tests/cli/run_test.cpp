// `ice run`: what it prints, how it ends, what it records.
#include <SQLiteCpp/SQLiteCpp.h>

#include <catch2/catch.hpp>
#include <future>

#include "base/text.hpp"
#include "base/value.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using ice::base::Value;
using ice::cli::FlatShell;
using ice::cli::Result;
using ice::cli::Shell;
using ice::cli::without_times;

namespace {

const std::string kProgram = ICE_BUILD "/bin/ice";

const std::string kBoard = R"(
Nothing is learned from zeros
dev.cost: mean over the finished seeds; low, high: 95 % confidence interval
One split for all runs: intervals are without its noise (split: {by: seed})

rank  activation  dev.cost  deviation  low  high  n
────  ──────────  ────────  ─────────  ───  ────  ─
   1  tanh          0.6931          0             2
   2  relu          0.6931          0             2

Next:
  ice plot flat curves
  ice runs flat --sort dev.cost
)";

std::int64_t stored(const Shell& shell, const std::string& query) {
  SQLite::Database db(shell.store().string(), SQLite::OPEN_READONLY);
  return db.execAndGet(query).getInt64();
}

std::int64_t recorded_in(const Shell& shell) { return stored(shell, "SELECT count(*) FROM runs"); }

// One value for each line of standard output.
std::vector<Value> events_of(const std::string& out) {
  std::vector<Value> events;
  for (const std::string& line : ice::base::split(ice::base::trim(out), '\n'))
    events.push_back(Value::parse(line));
  return events;
}

}  // namespace

TEST_CASE("run: a study file alone leads to recorded results and the best cells") {
  const FlatShell shell;
  const Result result = shell.ice({"run", "flat.yaml"});
  CHECK(result.code == 0);
  CHECK(without_times(result.out) == "4 runs in TIME: 4 finished.\n" + kBoard);
  CHECK(result.err ==
        "flat: 4 runs to do, 0 recorded already\nmade " + shell.store().string() + "\n");
  CHECK(recorded_in(shell) == 4);
  CHECK(stored(shell, "SELECT count(*) FROM curves") > 0);
  CHECK(stored(shell,
               "SELECT count(*) FROM metrics WHERE name = 'dev.cost' AND "
               "abs(final - 0.6931471805599453) < 1e-7") == 4);  // ln 2
}

TEST_CASE("run: what is recorded is not run again, more seeds run alone") {
  const FlatShell shell;
  (void)shell.ice({"run", "flat.yaml"});
  const Result again = shell.ice({"run", "flat.yaml"});
  CHECK(again.code == 0);
  CHECK(again.out == "Nothing to run: 4 runs of flat recorded already (4 finished).\n" + kBoard);
  CHECK(again.err.empty());
  const Result more = shell.ice({"run", "flat.yaml", "experiment.seeds=[1, 2, 3]"});
  CHECK(more.err == "flat: 2 runs to do, 4 recorded already\n");
  CHECK(recorded_in(shell) == 6);
}

TEST_CASE("run: a single run is spoken of in the singular") {
  const FlatShell shell;
  const Result result = shell.ice({"run", "flat.yaml", "experiment.seeds=[1]", "--limit", "1"});
  CHECK_THAT(without_times(result.out),
             StartsWith("1 run in TIME: 1 finished. 1 left for later.\n"));
  CHECK(result.err ==
        "flat: 1 run to do, 0 recorded already\nmade " + shell.store().string() + "\n");
  CHECK(recorded_in(shell) == 1);
}

TEST_CASE("run: sweep is another name of it") {
  const FlatShell shell;
  CHECK(shell.ice({"sweep", "flat.yaml"}).code == 0);
  CHECK(recorded_in(shell) == 4);
}

TEST_CASE("run: overrides replace a value or make an axis") {
  const FlatShell shell;
  (void)shell.ice({"run", "flat.yaml", "activation=tanh", "learning_rate=0.1,0.2", "epochs=2"});
  CHECK(recorded_in(shell) == 4);
  CHECK(stored(shell,
               "SELECT count(DISTINCT number) FROM params WHERE "
               "name = 'optimizer.learning_rate'") == 2);
  CHECK(stored(shell, "SELECT max(epochs) FROM runs") == 2);
}

TEST_CASE("run: --dry-run shows the plan and writes nothing") {
  const FlatShell shell;
  const Result dry = shell.ice({"run", "flat.yaml", "--dry-run"});
  CHECK(dry.code == 0);
  CHECK(dry.out == shell.ice({"plan", "flat.yaml"}).out);
  CHECK(Value::parse(shell.ice({"run", "flat.yaml", "--dry-run", "--json"}).out)["to_run"] == 4);
  CHECK_FALSE(std::filesystem::exists(shell.store()));
}

TEST_CASE("run: --force runs again what is recorded, and replaces it") {
  const FlatShell shell;
  (void)shell.ice({"run", "flat.yaml"});
  CHECK(shell.ice({"run", "flat.yaml", "--force"}).err ==
        "flat: 4 runs to do, 0 recorded already\n");
  CHECK(recorded_in(shell) == 4);
}

TEST_CASE("run: -j, --isolate and repetition give the same results") {
  const FlatShell one;
  const FlatShell other;
  CHECK(one.ice({"run", "flat.yaml", "-j", "1"}).code == 0);
  CHECK(other.ice({"run", "flat.yaml", "-j", "2", "--isolate"}).code == 0);
  const std::vector<std::string> query{"sql", "SELECT key, checksum FROM runs ORDER BY key"};
  CHECK(one.ice(query).out == other.ice(query).out);
}

TEST_CASE("run: failures give exit code 1, are kept, and are run again by --retry failed alone") {
  const FlatShell shell;
  const std::vector<std::string> too_short{"run",
                                           "flat.yaml",
                                           "epochs=10000000",
                                           "activation=tanh",
                                           "experiment.limits.seconds=1",
                                           "experiment.seeds=[1]"};
  const Result result = shell.ice(too_short);
  CHECK(result.code == 1);
  CHECK_THAT(without_times(result.out), StartsWith("1 run in TIME: 1 timeout.\n"));
  CHECK_THAT(
      result.out,
      EndsWith("  ice runs flat --where \"status not in ('finished', 'diverged')\" --columns "
               "id,status,error\n"
               "  ice run flat.yaml epochs=10000000 activation=tanh experiment.limits.seconds=1 "
               "'experiment.seeds=[1]' --retry failed\n"));
  const Result again = shell.ice(too_short);
  CHECK(again.code == 1);
  CHECK_THAT(again.out,
             StartsWith("Nothing to run: 1 run of flat recorded already (1 timeout).\n"));
  std::vector<std::string> retry = too_short;
  retry.insert(retry.end(), {"--retry", "failed"});
  CHECK_THAT(shell.ice(retry).err, StartsWith("flat: 1 run to do, 0 recorded already\n"));
  CHECK(recorded_in(shell) == 1);
}

TEST_CASE("run: a diverged run is a result, not a failure") {
  const FlatShell shell;
  const Result result =
      shell.ice({"run", "flat.yaml", "initializer=he_normal", "epochs=500", "loss=squared_error",
                 "output=linear", "learning_rate=1e30", "experiment.seeds=[1]", "activation=relu"});
  CHECK(result.code == 0);
  CHECK_THAT(without_times(result.out), StartsWith("1 run in TIME: 1 diverged.\n"));
}

TEST_CASE("run: -q says nothing, -v has a line for every run") {
  const FlatShell shell;
  const Result quiet = shell.ice({"run", "flat.yaml", "-q"});
  CHECK(quiet.code == 0);
  CHECK(quiet.out.empty());
  CHECK(quiet.err.empty());
  const Result verbose = shell.ice({"run", "flat.yaml", "--force", "-v", "-j", "1"});
  const auto lines = ice::base::split(without_times(verbose.err), '\n');
  REQUIRE(lines.size() == 6);  // the last is empty
  CHECK(lines[0] == "flat: 4 runs to do, 0 recorded already");
  CHECK(lines[1].substr(6) == " finished in TIME: tanh · seed 1");
  CHECK(lines[4].substr(6) == " finished in TIME: relu · seed 2");
}

TEST_CASE("run: --json prints one event a line, the last tells the whole") {
  const FlatShell shell;
  const Result result = shell.ice({"run", "flat.yaml", "--json"});
  CHECK(result.err.empty());
  const std::vector<Value> events = events_of(result.out);
  CHECK(events.front() == Value{{"event", "planned"}, {"to_run", 4}, {"recorded", 0}});
  const auto count = [&](const std::string& name) {
    return std::count_if(events.begin(), events.end(),
                         [&](const Value& event) { return event["event"] == name; });
  };
  CHECK(count("started") == 4);
  CHECK(count("done") == 4);
  CHECK(events.back()["event"] == "ended");
  CHECK(events.back()["runs"] == Value{{"finished", 4}});
  CHECK(events.back()["interrupted"] == false);
}

TEST_CASE("run: a signal stops it, what ended is recorded, and it says how to go on") {
  const auto stopped_by = [](const FlatShell& shell, const std::string& signal) {
    shell.write("endless.yaml", ice::cli::kEndless);
    return shell.run({"timeout", "--preserve-status", "-s", signal, "1", kProgram, "run",
                      "endless.yaml", "-j", "2"});
  };
  const FlatShell one;
  const FlatShell other;
  auto interrupted = std::async(std::launch::async, stopped_by, std::cref(one), "INT");
  const Result terminated = stopped_by(other, "TERM");
  for (const auto& [result, name, code] :
       {std::tuple{interrupted.get(), "INT", 130}, {terminated, "TERM", 143}}) {
    CHECK(result.code == code);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, EndsWith("Stopped by SIG" + std::string(name) +
                                    ": what ended is recorded, 3 runs left. To go on: ice run "
                                    "endless.yaml\n"));
  }
  CHECK(recorded_in(one) == 0);
  CHECK(recorded_in(other) == 0);
}

TEST_CASE("run: a second signal ends it at once") {
  const FlatShell shell;
  shell.write("endless.yaml", ice::cli::kEndless);
  const Result result = shell.run({"bash", "-c",
                                   ICE_BUILD "/bin/ice run endless.yaml & sleep 1; kill -TERM $!;"
                                             " sleep 0.4; kill -TERM $!; wait $!"});
  CHECK(result.code == 143);
  CHECK_THAT(result.err, !Contains("Stopped by"));
}

TEST_CASE("run: a signal that was ignored before, as nohup does, stays ignored") {
  const FlatShell shell;
  const Result result =
      shell.run({"bash", "-c",
                 "trap '' HUP; " ICE_BUILD "/bin/ice run flat.yaml epochs=200000 & sleep 0.2;"
                 " kill -HUP $!; wait $!"});
  CHECK(result.code == 0);
  CHECK(recorded_in(shell) == 4);
}

TEST_CASE("run: a store that is named on the command line is named in what to do next") {
  const FlatShell shell;
  const Result result = shell.ice({"run", "flat.yaml", "--db", "my store.db"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, EndsWith("Next:\n"
                                  "  ice plot flat curves --db 'my store.db'\n"
                                  "  ice runs flat --sort dev.cost --db 'my store.db'\n"));
  CHECK(std::filesystem::exists(shell.folder() / "my store.db"));
  CHECK_FALSE(std::filesystem::exists(shell.store()));
}

TEST_CASE("run: what an earlier ice did not measure is measured when a study judges by it") {
  const FlatShell shell;
  REQUIRE(shell.ice({"run", "flat.yaml", "-q"}).code == 0);
  SQLite::Database(shell.store().string(), SQLite::OPEN_READWRITE)
      .exec(
          "DELETE FROM metric_values WHERE run_id IN (1, 3) AND name_id ="
          " (SELECT id FROM names WHERE name = 'dev.auc')");
  const std::string warning =
      "ice: warning: an earlier ice did not measure dev.auc: 2 recorded runs "
      "are run again\n";
  const std::string override = "experiment.metric={name: dev.auc}";
  CHECK(shell.ice({"plan", "flat.yaml"}).err.empty());
  CHECK(shell.ice({"plan", "flat.yaml", override}).err == warning);
  const Result run = shell.ice({"run", "flat.yaml", override, "-j", "1"});
  CHECK_THAT(run.err, StartsWith(warning));
  CHECK_THAT(run.out, StartsWith("2 runs in ") && Contains("dev.auc"));
  CHECK(shell.ice({"plan", "flat.yaml", override}).err.empty());
}

TEST_CASE("run: a store that was made is reported, and one in a folder above is used") {
  const ice::cli::FlatShell shell;
  std::filesystem::create_directory(shell.folder() / "sub");
  const std::vector<std::string> usual{"ICE_DB="};
  const auto first = shell.ice({"run", "flat.yaml"}, usual);
  CHECK(first.code == 0);
  CHECK_THAT(first.err, Contains("made results/ice.db\n"));
  const auto in_sub = [&](const std::string& line) {
    return shell.run({"sh", "-c", "cd sub && " ICE_BUILD "/bin/ice " + line}, usual);
  };
  const auto again = in_sub("run ../flat.yaml seeds=[3]");
  CHECK(again.code == 0);
  CHECK_THAT(again.err, Contains("recorded in ../results/ice.db\n"));
  CHECK_FALSE(std::filesystem::exists(shell.folder() / "sub/results"));
  CHECK_THAT(in_sub("studies").out, Contains("flat"));
  CHECK(shell.ice({"run", "flat.yaml", "--db", "reslts/ice.db"}).code == 3);
  CHECK_FALSE(std::filesystem::exists(shell.folder() / "reslts"));
}
