// --where and --sort: what they mean, and what they can never do.
#include "store/query/run_filter.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "base/text.hpp"
#include "numbers.hpp"
#include "samples.hpp"

using namespace ice::store;
using namespace std::chrono_literals;

namespace {

// Cells of the runs that a query finds, in its order: "4 2 0".
std::string cells(Reader& reader, const RunQuery& query) {
  const Table runs = reader.runs(query);
  std::vector<std::string> found;
  for (const auto& row : runs.rows) found.push_back(row.at(2).dump());
  return ice::base::join(found, " ");
}
std::string where(Reader& reader, const std::string& expression) {
  return cells(reader, {"planar", expression, "", 0});
}
std::string sorted(Reader& reader, const std::string& column, std::uint64_t limit = 0) {
  return cells(reader, {"planar", "", column, limit});
}
std::string where_refusal(Reader& reader, const RunQuery& query) {
  try {
    (void)reader.runs(query);
  } catch (const ice::base::UserError& e) {
    return e.what();
  }
  return "";
}
std::string where_refusal(Reader& reader, const std::string& expression) {
  return where_refusal(reader, RunQuery{"planar", expression, "", 0});
}

// Six runs; the last two without a dev.cost that can be compared.
void fill_with_gaps(const std::filesystem::path& file) {
  fill_store(file, 4);
  Writer writer(file);
  const auto study = writer.add_study(example_study());
  const auto environment = writer.add_environment(example_environment());
  Run run = example_run(4);
  run.metrics[0].final = kNan;
  writer.add(study, environment, run, [] {});
  run = example_run(5);
  run.status = Status::kCrashed;
  run.metrics.clear();
  writer.add(study, environment, run, [] {});
  writer.commit(true);
}

}  // namespace

TEST_CASE("select: full names in double quotes, underscores for dots, or the last part alone") {
  const TemporaryFolder folder;
  fill_store(folder / "s.db", 4);
  Reader reader(folder / "s.db");
  CHECK(where(reader, "activation = 'tanh'") == "0 2");
  CHECK(where(reader, "network_activation = 'tanh'") == "0 2");
  CHECK(where(reader, "\"network.activation\" = 'tanh'") == "0 2");
  CHECK(where(reader, "NETWORK_ACTIVATION = 'tanh'") == "0 2");
  CHECK(where(reader, "dev_cost < 0.3") == "3");
  CHECK(where(reader, "\"dev.cost\" < 0.3 OR \"train.cost\" = 0.5") == "0 3");
  CHECK(where(reader, "activation = 'tanh' and dev_cost < 0.5") == "2");
  CHECK(where(reader, "learning_rate BETWEEN 0.1 AND 0.2") == "1 2");
  CHECK(where(reader, "learning_rate > 0.05") == "1 2 3");  // as a number, not as a text
  CHECK(where(reader, "hidden = '[20, 7]' AND batch_size = 64") == "0 1 2 3");
}

TEST_CASE(
    "select: every run has id, key, study, cell, seed, status, error, epochs, seconds, times") {
  const TemporaryFolder folder;
  fill_with_gaps(folder / "s.db");
  Reader reader(folder / "s.db");
  CHECK(where(reader, "id = '" + key_of(2).substr(0, 6) + "'") == "2");
  CHECK(where(reader, "key = '" + key_of(3) + "'") == "3");
  CHECK(where(reader, "study = 'planar' AND cell IN (1, 3)") == "1 3");
  CHECK(where(reader, "seed = 2") == "2 5");
  CHECK(where(reader, "status <> 'finished'") == "5");
  CHECK(where(reader, "error = '' AND epochs = 2 AND seconds > 0.4 AND cell = 0") == "0");
  CHECK(where(reader, "started_at < finished_at AND cell = 1") == "1");
  CHECK(where(reader, "dev_cost IS NULL") == "4 5");
}

TEST_CASE("select: runs without a value come last, whichever way it is sorted") {
  const TemporaryFolder folder;
  fill_with_gaps(folder / "s.db");
  Reader reader(folder / "s.db");
  CHECK(sorted(reader, "dev.cost") == "3 2 1 0 4 5");
  CHECK(sorted(reader, "-dev.cost") == "0 1 2 3 4 5");
  CHECK(sorted(reader, "dev_cost", 2) == "3 2");
  CHECK(sorted(reader, "-learning_rate", 3) == "5 4 3");
  CHECK(sorted(reader, "activation") == "1 3 5 0 2 4");
  CHECK(sorted(reader, "-seed") == "2 5 1 4 0 3");  // equal ones as they were recorded
  CHECK(sorted(reader, "", 4) == "0 1 2 3");
  CHECK(cells(reader, {"planar", "seed = 0", "-cell", 1}) == "3");
}

TEST_CASE("select: a value that is not finite is shown as it is") {
  const TemporaryFolder folder;
  {
    Writer writer(folder / "s.db");
    Run run = example_run(0);
    run.metrics[0].final = -kInfinity;
    writer.add(writer.add_study(example_study()), writer.add_environment({}), run, [] {});
    writer.commit(true);
  }
  const Table runs = Reader(folder / "s.db").runs({"planar", "", "", 0});
  CHECK(runs.columns.at(7) == "dev.cost");
  CHECK(runs.rows.at(0).at(7) == -kInfinity);
}

TEST_CASE("select: names that are not understood") {
  const TemporaryFolder folder;
  fill_store(folder / "s.db", 2);
  Reader reader(folder / "s.db");
  const std::string known =
      "Known: dev_cost, train_cost, id, study, cell, key, seed, status, error, epochs ... ('ice "
      "runs "
      "--columns all -f csv' shows all 23).";
  CHECK(where_refusal(reader, "dev_csot < 1") ==
        "--where: no such column: dev_csot. Did you mean 'dev_cost'? A text stands in single "
        "quotes: 'dev_csot'");
  CHECK(where_refusal(reader, "loss < 1") ==
        "--where: no such column: loss. " + known + " A text stands in single quotes: 'loss'");
  for (const char* where :
       {"activation = tanh", "activation = \"tanh\"", "activation in ('relu',tanh)"})
    CHECK(where_refusal(reader, where) ==
          "--where: no such column: tanh. A text stands in single quotes: 'tanh'");
  CHECK(where_refusal(reader, "dev.cost < 1") ==
        "--where: no such column: dev.cost. Write dev_cost or \"dev.cost\"");
  CHECK(where_refusal(reader, "cost < 1") ==
        "--where: no such column: cost. 'cost' may be any of dev.cost, train.cost");
  CHECK(where_refusal(reader, {"planar", "", "cost", 0}) ==
        "--sort: no such column: cost. 'cost' may be any of dev.cost, train.cost");
  CHECK(where_refusal(reader, {"planar", "", "-dev.csot", 0}) ==
        "--sort: no such column: dev.csot. Did you mean 'dev_cost'?");
  CHECK(where_refusal(reader, {"planar", "", "loss", 0}) ==
        "--sort: no such column: loss. " + known);
  CHECK(where_refusal(reader, {"plana", "", "", 0}) ==
        "study 'plana': there is no such study. Did you mean 'planar'?");
}

TEST_CASE("select: of names that meet, those count that the study has") {
  const TemporaryFolder folder;
  fill_store(folder / "s.db", 1);
  {
    Writer writer(folder / "s.db");
    Run run = example_run(9);
    run.params = {{"network.activation.slope", 0.05}};
    const auto leaky = writer.add_study(example_study("leaky"));
    writer.add(leaky, writer.add_environment({}), run, [] {});
    run = example_run(8);
    run.params = {{"loss.slope", 2}};
    writer.add(writer.add_study(example_study("other")), writer.add_environment({}), run, [] {});
    writer.commit(true);
  }
  Reader reader(folder / "s.db");
  CHECK(cells(reader, {"leaky", "slope = 0.05", "", 0}) == "9");
  CHECK(cells(reader, {"other", "slope = 2", "slope", 0}) == "8");
  CHECK(where_refusal(reader, {"", "slope = 2", "", 0}) ==
        "--where: no such column: slope. 'slope' may be any of loss.slope, "
        "network.activation.slope");
}

TEST_CASE("select: what is wrong with an expression is told in its own words") {
  const TemporaryFolder folder;
  fill_store(folder / "s.db", 2);
  Reader reader(folder / "s.db");
  CHECK(where_refusal(reader, "activation = 'tanh") == "--where: a quote is not closed: 'tanh");
  CHECK(where_refusal(reader, "(cell = 1") == "--where: something is missing at its end");
  CHECK(where_refusal(reader, "cell = ") == "--where: near \")\": syntax error");
  CHECK(where_refusal(reader, "cell == 1 &&& seed") == "--where: near \"&\": syntax error");
  CHECK(where_refusal(reader, "count(*) > 1") == "--where: misuse of aggregate function count()");
  CHECK(where_refusal(reader, "cell = ?") ==
        "--where: a parameter (?, :name, @name, $name, #name) has no value here");
  CHECK(where_refusal(reader, "nope(1)") == "--where: no such function: nope");
}

TEST_CASE("select: an expression can neither write nor attach nor reach out nor crash") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  fill_store(file, 3);
  const std::string before = bytes_of(file);
  Reader reader(file, 300ms);
  const std::string attacks[] = {
      "1; DROP TABLE runs",
      "1); DROP TABLE runs; --",
      "1) ; DELETE FROM runs WHERE (1",
      "1) UNION SELECT 999999 WHERE (1",
      "1) UNION ALL SELECT id FROM runs WHERE (1",
      "1)) UNION SELECT 999999 WHERE ((1",
      "1) LIMIT 1 --",
      "1) ORDER BY (1",
      "1) GROUP BY (1",
      "1 /*",
      "1) /*",
      "1 --\n) UNION SELECT 999999 --",
      "(",
      ")",
      "'",
      "\"",
      "`",
      "[",
      "X'0",
      ";",
      "ATTACH DATABASE '/tmp/evil.db' AS evil",
      "(ATTACH DATABASE '/tmp/evil.db' AS evil)",
      "PRAGMA writable_schema=ON",
      "(SELECT * FROM pragma_table_info('runs'))",
      "EXISTS (SELECT 1 FROM pragma_database_list)",
      "load_extension('/tmp/evil.so')",
      "LOAD_EXTENSION('/tmp/evil.so', 'init')",
      "readfile('/etc/passwd') IS NOT NULL",
      "writefile('/tmp/evil', 'x')",
      "(INSERT INTO runs DEFAULT VALUES)",
      "(DELETE FROM runs RETURNING id)",
      "(UPDATE runs SET status = 'x' RETURNING id)",
      "(WITH t AS (DELETE FROM runs RETURNING id) SELECT 1 FROM t)",
      "randomblob(1e9) IS NOT NULL",
      "length(zeroblob(2000000000)) > 0",
      "length(replace(hex(zeroblob(20000000)), '0', hex(zeroblob(20)))) > 0",
      "(WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t)",
      "(WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n FROM t) SELECT group_concat(n) FROM t)",
      "(SELECT count(*) FROM curves a, curves b, curves c, curves d, curves e, curves f, curves g)",
      "abs(-9223372036854775808) > 0",
      "sum(cell) OVER () > 0",
      "cell MATCH 'x'",
      "x'00' LIKE ? ESCAPE 'ab'",
      "json('{') IS NULL",
      std::string(100'000, '('),
      std::string(5'000, '(') + "1" + std::string(5'000, ')'),
      "1" + std::string(5'000, '+'),
      std::string("\xff\xfe = 1"),
      "#run",
      "@x = :y AND",
      "nonsense IS NULL",
  };
  for (const std::string& attack : attacks) {
    INFO(attack.substr(0, 100));
    CHECK_FALSE(where_refusal(reader, attack).empty());
  }
  CHECK(bytes_of(file) == before);
  CHECK_FALSE(std::filesystem::exists("/tmp/evil.db"));
  CHECK_FALSE(std::filesystem::exists("/tmp/evil"));
}

TEST_CASE("select: odd expressions that are harmless") {
  const TemporaryFolder folder;
  fill_store(folder / "s.db", 3);
  Reader reader(folder / "s.db");
  CHECK(where(reader, "1 -- all of them") == "0 1 2");
  CHECK(where(reader, "cell = 1 /* the second */") == "1");
  CHECK(where(reader, "cell = 1) OR (cell = 2") == "1 2");
  CHECK(where(reader, "cell = (SELECT max(cell) FROM runs)") == "2");
  CHECK(where(reader, "NULL").empty());
  CHECK(where(reader, "activation LIKE '%''%'").empty());
  CHECK(where(reader, "sqlite_version() > '3'") == "0 1 2");
}

TEST_CASE("select: a query that takes too long is stopped") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  fill_store(file, 1);
  Reader reader(file, 100ms);
  CHECK(where_refusal(
            reader,
            "(WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT max(n) "
            "FROM t)") == file.string() + ": the query takes too long. Ask for less of it");
  CHECK(where(reader, "cell = 0") == "0");  // the next one has its own time
}

TEST_CASE("select: since a time, beside an expression") {
  const TemporaryFolder folder;
  {
    Writer writer(folder / "s.db");
    const auto study = writer.add_study(example_study());
    const auto environment = writer.add_environment({});
    for (std::uint64_t n = 0; n < 3; ++n) {
      Run run = example_run(n);
      run.started_at = "2026-11-2" + std::to_string(4 + n) + "T10:00:00.000Z";
      writer.add(study, environment, run, [] {});
    }
    writer.commit(true);
  }
  Reader reader(folder / "s.db");
  RunQuery query{.study = "planar", .since = "2026-11-25T10:00:00.000Z"};
  CHECK(reader.runs(query).rows.size() == 2);
  CHECK(reader.scores(query, "dev.cost", At::kFinal).size() == 2);
  query.where = "cell = 2 or cell = 0";
  CHECK(reader.runs(query).rows.size() == 1);
  query.since = "' OR 1 OR '";
  CHECK(reader.runs({.since = query.since}).rows.size() == 3);  // a text like any other
}

TEST_CASE("select: what is mentioned and what spellings mean, by full names") {
  const TemporaryFolder folder;
  fill_store(folder / "s.db", 2);
  Reader reader(folder / "s.db");
  using Names = std::vector<std::string>;
  CHECK(reader.mentioned({"planar", "dev_cost < 1 AND activation = 'tanh'", "-Started_At"}) ==
        Names{"dev.cost", "network.activation", "started_at"});
  CHECK(reader.mentioned({"planar", "\"dev.cost\" < 1"}) == Names{"dev.cost"});
  CHECK(reader.mentioned({"planar"}).empty());
  CHECK(reader.resolved({"planar"}, {"activation", "dev_cost", "error"}, "--columns") ==
        Names{"network.activation", "dev.cost", "error"});
  CHECK_THROWS_WITH(reader.resolved({"planar"}, {"activatoin"}, "--columns"),
                    "--columns: no column 'activatoin'. Did you mean 'activation'?");
}

TEST_CASE("select: all columns are every parameter, metric and fixed one") {
  const TemporaryFolder folder;
  fill_store(folder / "s.db", 2);
  Reader reader(folder / "s.db");
  const Table runs = reader.runs({.study = "planar", .columns = {"all"}});
  for (const char* name : {"training.batch_size", "network.hidden", "error", "finished_at", "key",
                           "dev.cost", "revision"})
    CHECK(std::ranges::find(runs.columns, name) != runs.columns.end());
}
