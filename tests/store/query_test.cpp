// Reading: the wide table of runs, runs by their ids, studies, and anyone's SQL.
#include "store/query/query.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "samples.hpp"
#include "store/sqlite/sqlite.hpp"

using namespace ice::store;
using namespace std::chrono_literals;

namespace {

using Rows = std::vector<std::vector<Field>>;
using Strings = std::vector<std::string>;

/// Runs with these keys, recorded in this order.
void fill_with_keys(const std::filesystem::path& file, const Strings& keys) {
  Writer writer(file);
  const auto study = writer.add_study(example_study());
  const auto environment = writer.add_environment(example_environment());
  for (const std::string& key : keys) {
    Run run = example_run(0);
    run.key = key + std::string(64 - key.size(), '0');
    writer.add(study, environment, run, [] {});
  }
  writer.commit(true);
}

std::string refusal(Reader& reader, const std::string& query) {
  try {
    (void)reader.sql(query);
  } catch (const ice::base::UserError& e) {
    return e.what();
  }
  return "";
}

}  // namespace

TEST_CASE("query: a study's best is its own, also behind a thousand better ones of another") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  Writer writer(file);
  const auto environment = writer.add_environment(example_environment());
  const auto better = writer.add_study(example_study("better"));
  for (std::uint64_t n = 10; n < 1100; ++n) writer.add(better, environment, example_run(n), [] {});
  const auto worse = writer.add_study(example_study("worse"));
  for (std::uint64_t n = 0; n < 3; ++n) writer.add(worse, environment, example_run(n), [] {});
  writer.commit(true);
  Reader reader(file);
  CHECK(reader.study("better").best == 1.0 / 1100);
  CHECK(reader.study("worse").best == 1.0 / 3);
}

TEST_CASE("query: runs of a study with the parameters that vary and all metrics") {
  const TemporaryFolder folder;
  fill_store(folder / "s.db", 2);
  const Table runs = Reader(folder / "s.db").runs({"planar", "", "", 0});
  CHECK(runs.columns == Strings{"id", "study", "cell", "seed", "status", "epochs", "seconds",
                                "network.activation", "optimizer.learning_rate", "dev.cost",
                                "train.cost"});
  CHECK(runs.rows ==
        Rows{{key_of(0).substr(0, 6), "planar", 0, 0, "finished", 2, 0.5, "tanh", 0, 1.0, 0.5},
             {key_of(1).substr(0, 6), "planar", 1, 1, "finished", 2, 0.5, "relu", 0.1, 0.5, 0.25}});
}

TEST_CASE("query: what varies in the study is shown, also when the runs asked for agree in it") {
  const TemporaryFolder folder;
  fill_store(folder / "s.db", 4);
  const Table runs = Reader(folder / "s.db").runs({"planar", "activation = 'tanh'", "", 0});
  CHECK(runs.columns.at(7) == "network.activation");
  const Table one = Reader(folder / "s.db").runs({"planar", "cell = 1", "", 0});
  CHECK(one.columns == runs.columns);
}

TEST_CASE("query: a column is empty where a run has no such parameter or metric") {
  const TemporaryFolder folder;
  {
    Writer writer(folder / "s.db");
    const auto study = writer.add_study(example_study());
    Run with = example_run(1);
    with.params = {{"a", 1}, {"both", 1}};
    with.metrics.resize(1);
    Run without = example_run(2);
    without.params = {{"a", 2}, {"both", true}};
    without.metrics.clear();
    const auto environment = writer.add_environment({});
    writer.add(study, environment, with, [] {});
    writer.add(study, environment, without, [] {});
    writer.commit(true);
  }
  const Table runs = Reader(folder / "s.db").runs({"planar", "", "", 0});
  CHECK(Strings(runs.columns.begin() + 7, runs.columns.end()) == Strings{"a", "both", "dev.cost"});
  CHECK(runs.rows.at(0).at(9) == 0.5);
  CHECK(runs.rows.at(1).at(8) == true);
  CHECK(runs.rows.at(1).at(9) == nullptr);
}

TEST_CASE("query: without a study all runs of the store are listed") {
  const TemporaryFolder folder;
  fill_store(folder / "s.db", 2);
  {
    Writer writer(folder / "s.db");
    writer.add(writer.add_study(example_study("other")), writer.add_environment({}), example_run(7),
               [] {});
    writer.commit(true);
  }
  const Table runs = Reader(folder / "s.db").runs({"", "", "-cell", 2});
  CHECK(runs.rows.at(0).at(1) == "other");
  CHECK(runs.rows.at(1).at(1) == "planar");
}

TEST_CASE("query: an id is the shortest prefix that no other key has, of 6 characters at least") {
  const TemporaryFolder folder;
  fill_with_keys(folder / "s.db", {"abcdef12", "abcdef13", "abcdee", "00"});
  Reader reader(folder / "s.db");
  CHECK(reader.sql("SELECT count(*) FROM runs").rows == Rows{{4}});
  const Table runs = reader.runs({"planar", "", "key", 0});
  CHECK(runs.rows.at(0).at(0) == "000000");
  CHECK(runs.rows.at(1).at(0) == "abcdee");
  CHECK(runs.rows.at(2).at(0) == "abcdef12");
  CHECK(runs.rows.at(3).at(0) == "abcdef13");
  CHECK(reader.run("abcdef13").id == "abcdef13");
}

TEST_CASE("query: any unique prefix of a key is that run") {
  const TemporaryFolder folder;
  fill_with_keys(folder / "s.db", {"abcdef12", "abcdef13", "f00000"});
  Reader reader(folder / "s.db");
  CHECK(reader.run("f00000").run.key.starts_with("f00000"));
  CHECK(reader.run("F00000").id == "f00000");
  CHECK(reader.run("abcdef120").run.key.starts_with("abcdef12"));
  CHECK(reader.run(reader.run("abcdef12").run.key).id == "abcdef12");
  CHECK_THROWS_WITH(reader.run("abcdef"),
                    "run 'abcdef': several begin so: abcdef12, abcdef13. Give more digits");
  CHECK_THROWS_WITH(reader.run("abcdefff"),
                    "run 'abcdefff': there is no such run. 'ice runs' lists them");
  for (const std::string id : {"", "abcde", "xyzxyz", "abcdef%", "' OR 1", "abcdef\n"})
    CHECK_THROWS_WITH(reader.run(id), "run '" + id +
                                          "': is not a run's id. Give 6 or more of the hex digits "
                                          "that 'ice runs' shows");
}

TEST_CASE("query: of many runs that begin so, ten are told") {
  const TemporaryFolder folder;
  Strings keys;
  for (const char c : std::string("0123456789ab")) keys.push_back(std::string("aaaaaa") + c);
  fill_with_keys(folder / "s.db", keys);
  Reader reader(folder / "s.db");
  CHECK_THROWS_WITH(reader.run("aaaaaa"),
                    "run 'aaaaaa': several begin so: aaaaaa0, aaaaaa1, aaaaaa2, aaaaaa3, aaaaaa4, "
                    "aaaaaa5, aaaaaa6, aaaaaa7, aaaaaa8, aaaaaa9, ... Give more digits");
}

TEST_CASE("query: curves of a run, all or of one metric") {
  const TemporaryFolder folder;
  fill_store(folder / "s.db", 1);
  Reader reader(folder / "s.db");
  CHECK(reader.curves(key_of(0)).size() == 2);
  const auto one = reader.curves(key_of(0), "train.cost");
  REQUIRE(one.size() == 1);
  CHECK(one[0].epochs == std::vector<std::uint64_t>{1, 2});
  CHECK(one[0].values == std::vector<double>{1, 0.5});
  CHECK(reader.curves(key_of(0), "test.cost").empty());
}

TEST_CASE("query: a study with its idea, claims, runs by status and best value") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  fill_store(file, 3);
  {
    Writer writer(file);
    Run failed = example_run(8);
    failed.status = Status::kFailed;
    failed.metrics[0].final = -5;  // of a run that did not finish: not the best
    writer.add(writer.add_study(example_study()), writer.add_environment({}), failed, [] {});
    writer.commit(true);
  }
  const StudyRow study = Reader(file).study("planar");
  CHECK(study.title == "Tanh learns planar faster");
  CHECK(study.why == "It is zero-mean.\nRelu is not.");
  CHECK(study.follows == "logistic");
  CHECK(study.tags == Strings{"course-1", "week 3"});
  CHECK(study.spec == "name: planar\n");
  CHECK(study.metric == "dev.cost");
  CHECK(study.goal == ice::study::Goal::kMinimize);
  CHECK(study.claims == Strings{"H1"});
  CHECK(study.statuses ==
        std::map<Status, std::uint64_t>{{Status::kFinished, 3}, {Status::kFailed, 1}});
  CHECK(study.best.value() == Approx(1.0 / 3));
}

TEST_CASE(
    "query: the best value of a study to maximize is its largest, without runs there is none") {
  const TemporaryFolder folder;
  {
    Writer writer(folder / "s.db");
    ice::study::Study study = example_study();
    study.experiment.goal = ice::study::Goal::kMaximize;
    const auto id = writer.add_study(study);
    const auto environment = writer.add_environment({});
    for (const std::uint64_t n : {3, 1, 2}) writer.add(id, environment, example_run(n), [] {});
    writer.commit(true);
    writer.add_study(example_study("empty"));
  }
  Reader reader(folder / "s.db");
  CHECK(reader.study("planar").best == 0.5);
  CHECK_FALSE(reader.study("empty").best);
  const auto studies = reader.studies();
  REQUIRE(studies.size() == 2);
  CHECK(studies[0].name == "planar");
  CHECK(studies[1].name == "empty");
}

TEST_CASE("query: an unknown study gets the nearest name") {
  const TemporaryFolder folder;
  fill_store(folder / "s.db", 0);
  CHECK_THROWS_WITH(Reader(folder / "s.db").study("planr"),
                    "study 'planr': there is no such study. Did you mean 'planar'?");
  CHECK_THROWS_WITH(Reader(folder / "s.db").study("cats"),
                    "study 'cats': there is no such study. Known: planar");
  { const Writer made(folder / "empty.db"); }
  CHECK_THROWS_WITH(Reader(folder / "empty.db").study("cats"),
                    "study 'cats': there is no such study. The store is empty");
}

TEST_CASE("query: any SELECT is answered, with every kind of value") {
  const TemporaryFolder folder;
  fill_store(folder / "s.db", 3);
  Reader reader(folder / "s.db");
  const Table table = reader.sql(
      "SELECT 1 AS i, 0.5 AS r, 'ü' AS t, NULL AS n, x'00fF' AS b, CAST(x'ff41' AS TEXT) AS "
      "broken");
  CHECK(table.columns == Strings{"i", "r", "t", "n", "b", "broken"});
  CHECK(table.rows == Rows{{1, 0.5, "ü", nullptr, "X'00FF'", "X'FF41'"}});
  CHECK(reader.sql("SELECT status, count(*) FROM runs GROUP BY 1").rows == Rows{{"finished", 3}});
  CHECK(reader.sql("WITH t(n) AS (VALUES (2), (1)) SELECT n FROM t ORDER BY n").rows ==
        Rows{{1}, {2}});
  CHECK(reader.sql("VALUES (1)").rows == Rows{{1}});
  CHECK(reader.sql("  SELECT 1;  -- done\n ; /* really */ ").rows == Rows{{1}});
  CHECK(reader.sql("SELECT id FROM runs WHERE false").rows.empty());
}

TEST_CASE("query: SQL that is not one SELECT is refused, and changes nothing") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  fill_store(file, 3);
  const std::string before = bytes_of(file);
  Reader reader(file, 300ms);
  const std::string advice = ". A single SELECT is allowed, which only reads";
  for (const char* const sql :
       {"DELETE FROM runs", "UPDATE runs SET status = 'x'", "INSERT INTO runs DEFAULT VALUES",
        "DROP TABLE runs", "CREATE TABLE t(x)", "CREATE TEMP TABLE t(x)",
        "ATTACH '/tmp/evil.db' AS e", "PRAGMA user_version = 9", "PRAGMA user_version", "REINDEX",
        "ANALYZE", "DELETE FROM runs RETURNING id", "EXPLAIN DELETE FROM runs",
        "SELECT * FROM pragma_database_list"}) {
    INFO(sql);
    CHECK(refusal(reader, sql) == "SQL: not authorized" + advice);
  }
  for (const char* const sql :
       {"", "  ", "-- nothing", ";", "BEGIN", "COMMIT", "ROLLBACK", "VACUUM INTO '/tmp/evil'"}) {
    INFO(sql);
    CHECK(refusal(reader, sql) == "SQL: not a SELECT" + advice);
  }
  CHECK(refusal(reader, "SELECT load_extension('/tmp/evil.so')") ==
        "SQL: not authorized to use function: load_extension" + advice);
  CHECK(refusal(reader, "SELECT 1; SELECT 2") == "SQL: more than one statement" + advice);
  CHECK(refusal(reader, "SELECT 1; DELETE FROM runs") == "SQL: not authorized" + advice);
  CHECK(refusal(reader, "SELEC 1") == "SQL: near \"SELEC\": syntax error");
  CHECK(refusal(reader, "SELECT * FROM run") ==
        "SQL: no such table: run. Tables: studies, revisions, runs, study_runs, cells, params, "
        "metrics, curves, plugins, environments, claims, looks, study_marks, run_marks, told");
  CHECK(refusal(reader, "SELECT randomblob(1000000000)") == "SQL: string or blob too big");
  CHECK(refusal(reader, "SELECT :name") ==
        "SQL: a parameter (?, :name, @name, $name, #name) has no value here");
  CHECK(bytes_of(file) == before);
}

TEST_CASE("query: an answer without end is stopped") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  fill_store(file, 1);
  Reader quick(file, 100ms);
  CHECK(refusal(quick,
                "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t)"
                " SELECT max(n) FROM t") ==
        file.string() + ": the query takes too long. Ask for less of it");
  Reader patient(file);
  CHECK(refusal(patient,
                "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t)"
                " SELECT hex(zeroblob(8000000)) FROM t") ==
        "SQL: the answer is too large: add a LIMIT");
}

TEST_CASE("query: what one call answers is of one moment, whatever is committed meanwhile") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  fill_store(file, 1);
  Connection db(file, Access::kRead, 1s);
  const Snapshot snapshot(db);
  CHECK(db.integer("SELECT count(*) FROM runs") == 1);
  fill_store(file, 5);
  CHECK(db.integer("SELECT count(*) FROM runs") == 1);
}

TEST_CASE("query: which of some metrics a run lacks") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  fill_store(file, 2);
  raw_sql(file,
          "DELETE FROM metric_values WHERE run_id = 2 AND name_id ="
          " (SELECT id FROM names WHERE name = 'train.cost')");
  const Strings keys{key_of(1), key_of(7), key_of(0)};
  const auto lacking = [&](const Strings& metrics) {
    return Reader(file).lacking_metric(keys, metrics);
  };
  CHECK(lacking({}) == Strings{"", "", ""});
  CHECK(lacking({"dev.cost", "train.cost"}) == Strings{"train.cost", "", ""});
  CHECK(lacking({"dev.auc", "train.cost"}) == Strings{"dev.auc", "", "dev.auc"});  // none has it
}
