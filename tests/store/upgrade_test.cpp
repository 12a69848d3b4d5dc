// A store that an ice of schema 1 wrote becomes one of schema 2 that tells the truth.
#include "store/upgrade/upgrade.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <map>
#include <set>

#include "base/error.hpp"
#include "old_store.hpp"
#include "store/check.hpp"
#include "store/upgrade/old_scores.hpp"

namespace {

using Strings = std::vector<std::string>;

double mean(const std::filesystem::path& file, const std::string& query) {
  return std::stod(value(file, query));
}

const Metric* find(const Run& run, const std::string& name) {
  const auto found = std::ranges::find(run.metrics, name, &Metric::name);
  return found == run.metrics.end() ? nullptr : &*found;
}

double value_at(const Run& run, const std::string& metric, std::uint64_t epoch) {
  const auto curve = std::ranges::find(run.curves, metric, &Curve::metric);
  const auto place = std::ranges::find(curve->epochs, epoch) - curve->epochs.begin();
  return curve->values.at(static_cast<std::size_t>(place));
}

bool is_nan(double x) { return std::isnan(x); }

}  // namespace

TEST_CASE("upgrade: nothing is wrong with the store afterwards, and a second one does nothing") {
  const OldStore store;
  const auto done = upgrade(store.file);
  REQUIRE(done);
  CHECK(done->from == 1);
  CHECK(done->backup == store.backup());
  CHECK(done->studies == 7);
  CHECK(done->revisions == 9);
  CHECK(done->runs == kRuns);
  CHECK(done->superseded_runs == kSuperseded);
  CHECK(done->damage.empty());
  CHECK(check(store.file) == Strings{});
  CHECK(value(store.file, "PRAGMA user_version") == "2");
  CHECK(value(store.file, "SELECT count(*) FROM runs") == std::to_string(kRuns));

  const Strings files = files_of(store.file);
  CHECK_FALSE(upgrade(store.file));
  CHECK(files_of(store.file) == files);
}

TEST_CASE("upgrade: the backup is the store as it was, and never takes another's place") {
  const OldStore store;
  const Strings before = rows(store.file, "SELECT * FROM curves ORDER BY run_id, metric, epoch");
  std::ofstream(store.backup()) << "mine";
  const auto done = upgrade(store.file);
  CHECK(bytes_of(store.backup()) == "mine");
  CHECK(done->backup == store.file.string() + ".schema1.2.bak");
  CHECK(value(done->backup, "PRAGMA user_version") == "1");
  CHECK(rows(done->backup, "SELECT * FROM curves ORDER BY run_id, metric, epoch") == before);
  CHECK(check(done->backup) == Strings{});
}

TEST_CASE("upgrade: a writer does it by itself; a reader names the command") {
  const OldStore store;
  const std::string before = bytes_of(store.file);
  CHECK_THROWS_WITH(Reader(store.file),
                    store.file.string() +
                        ": was written by an older ice (schema version 1, this ice has 2). 'ice db "
                        "upgrade --db " +
                        store.file.string() + "' brings it up to date; a backup is kept");
  CHECK(bytes_of(store.file) == before);
  CHECK(Writer(store.file).upgraded()->runs == kRuns);
  CHECK_FALSE(Writer(store.file).upgraded());
  CHECK(Reader(store.file).studies().size() == 7);
}

TEST_CASE("upgrade: texts of one name are the revisions of a study") {
  const UpgradedStore store;
  Reader reader(store.file);
  Strings titles;
  for (const StudyRow& row : reader.revisions("swish")) titles.push_back(row.title);
  CHECK(titles == Strings{"Swish learns", "Swish learns better than tanh"});
  CHECK(reader.study("swish").revision == 2);
  CHECK(reader.study("rates").revisions == 2);
  CHECK(reader.runs({"rates", "", "", 0}).rows.size() == 6);  // of both texts
  CHECK(reader.study("swish").claims == Strings{"H1"});
  CHECK(rows(store.file, "SELECT name, declared_at, definition FROM declarations ORDER BY 2, 1") ==
        rows(store.backup(), "SELECT name, declared_at, definition FROM claims ORDER BY 2, 1"));
}

TEST_CASE("upgrade: runs of a mended plugin and of a corrected file stand alone, the others told") {
  const UpgradedStore store;
  Reader reader(store.file);
  CHECK(reader.study("swish").superseded_runs == 3);
  CHECK(reader.study("points").superseded_runs == 4);
  CHECK(reader.runs({"swish", "", "", 0}).rows.size() == 6);
  CHECK(reader.runs({"points", "", "", 0}).rows.size() == 4);
  for (const char* study : {"rates", "again", "wild", "stops", "fails"})
    CHECK(reader.study(study).superseded_runs == 0);

  // Independent of cells: the mended plugin's are the last three runs that used it.
  const std::string mended =
      "SELECT avg(final) FROM (SELECT final FROM metrics m JOIN runs r ON r.id = m.run_id JOIN "
      "params p ON p.run_id = r.id WHERE m.name = 'dev.cost' AND p.name = 'network.activation' AND "
      "p.value = 'acme/swish' AND r.status = 'finished' ORDER BY r.started_at DESC LIMIT 3)";
  CHECK(mean(store.file,
             "SELECT mean FROM cells WHERE study = 'swish' AND NOT superseded AND parameters LIKE "
             "'%swish%'") == Approx(mean(store.backup(), mended)));
  const auto superseded = reader.superseded("swish");
  REQUIRE(superseded.size() == 1);
  const auto digests = [](const std::vector<PluginUse>& plugins) {
    Strings of;
    for (const PluginUse& plugin : plugins) of.push_back(plugin.sha256);
    return of;
  };
  CHECK(digests(superseded[0].plugins) != digests(superseded[0].newer_plugins));
}

TEST_CASE("upgrade: claims are judged by the runs of the present plugin only") {
  const UpgradedStore store;
  Reader reader(store.file);
  for (const std::uint64_t revision : {1, 2}) {
    const auto outcomes = reader.outcomes(reader.study("swish", revision).revision_id, "dev.cost");
    CHECK(outcomes.size() == 6);
    std::set<std::string> cells;
    for (const Outcome& outcome : outcomes) cells.insert(outcome.cell_key);
    CHECK(cells.size() == 2);
    CHECK(reader.study("swish", revision).planned_runs == 6);
    CHECK(reader.study("swish", revision).recorded_runs == 6);
  }
}

TEST_CASE("upgrade: the varied parameters of a cell are the study's, in its words") {
  const UpgradedStore store;
  CHECK(rows(store.file,
             "SELECT DISTINCT parameters FROM study_cells c JOIN study_names s ON s.id = "
             "c.study_id WHERE name IN ('swish', 'rates', 'fails') ORDER BY 1") ==
        Strings{R"({"network.activation":"acme/swish"})", R"({"network.activation":"tanh"})",
                R"({"network.activation":{"fails":1,"name":"acme/swish"}})",
                R"({"optimizer.learning_rate":0.0001})", R"({"optimizer.learning_rate":0.03})",
                R"({"optimizer.learning_rate":0.5})"});
  CHECK(value(store.backup(), "SELECT count(*) FROM params WHERE value = '1e-04'") == "2");
  CHECK(value(store.file, "SELECT count(*) FROM params WHERE value = '0.0001'") == "2");
}

TEST_CASE("upgrade: a text that cannot be read any more varies what differs among its cells") {
  const OldStore store;
  raw_sql(store.file, "UPDATE studies SET spec = 'name: [' WHERE name = 'rates'");
  const auto done = upgrade(store.file);
  CHECK(done->damage.size() == 2);
  CHECK(rows(store.file,
             "SELECT parameters FROM study_cells c JOIN study_names s ON s.id = c.study_id WHERE "
             "name = 'rates' ORDER BY 1") == Strings{R"({"optimizer.learning_rate":0.0001})",
                                                     R"({"optimizer.learning_rate":0.03})",
                                                     R"({"optimizer.learning_rate":0.5})"});
}

TEST_CASE("upgrade: a diverged run has no scores, and no best but of finite values") {
  const UpgradedStore store;
  CHECK(value(store.backup(),
              "SELECT final FROM metrics m JOIN runs r ON r.id = run_id WHERE status = 'diverged' "
              "AND m.name = 'dev.accuracy'") == "0.5");
  int diverged = 0;
  for (const StoredRun& stored : all_runs(store.file)) {
    const Run& run = stored.run;
    if (run.status != Status::kDiverged) continue;
    ++diverged;
    for (const Metric& metric : run.metrics) {
      CHECK(is_nan(metric.final));
      CHECK(is_nan(metric.best));
    }
    for (const Curve& curve : run.curves) CHECK(is_nan(curve.values.back()));
  }
  CHECK(diverged == 2);
}

TEST_CASE(
    "upgrade: scores of a part whose cost is infinite are not numbers, in metrics and curves") {
  const UpgradedStore store;
  const std::string key = value(store.backup(),
                                "SELECT key FROM metrics m JOIN runs r ON r.id = run_id WHERE "
                                "m.final_text = 'inf' AND status = 'finished'");
  const Run run = Reader(store.file).run(key).run;
  CHECK(std::isinf(find(run, "dev.cost")->final));
  CHECK(is_nan(find(run, "dev.accuracy")->final));
  CHECK(find(run, "dev.accuracy")->best == 0.5);
  CHECK(is_nan(value_at(run, "dev.accuracy", run.epochs)));
  CHECK(value_at(run, "dev.accuracy", 1) == 0.5);
  CHECK(std::isfinite(find(run, "train.asymmetry")->final));  // of the parameters
}

TEST_CASE("upgrade: the final train.cost is the epoch's mean; no best is worse than the final") {
  const UpgradedStore store;
  int restored = 0;
  for (const StoredRun& stored : all_runs(store.file)) {
    const Run& run = stored.run;
    INFO(run.key);
    for (const Metric& metric : run.metrics) {
      const bool is_cost = ice::study::natural_goal(metric.name) == ice::study::Goal::kMinimize;
      if (std::isfinite(metric.final))
        CHECK((is_cost ? metric.best <= metric.final : metric.best >= metric.final));
    }
    if (run.status != Status::kFinished) continue;
    const bool is_restored = stored.studies.front() == "stops";
    restored += is_restored;
    // dev.cost was watched: the restored epoch is that of its best value.
    const std::uint64_t epoch = is_restored ? find(run, "dev.cost")->best_epoch : run.epochs;
    CHECK(find(run, "train.cost")->final == value_at(run, "train.cost", epoch));
  }
  CHECK(restored == 2);
}

TEST_CASE("upgrade: what it does not mend stays as it was") {
  const UpgradedStore store;
  for (
      const char* query :
      {"SELECT key, seed, status, error, epochs, seconds, started_at, finished_at FROM runs ORDER "
       "BY key",
       "SELECT r.key, p.kind, p.id, p.version, p.sha256, p.path FROM plugins p JOIN runs r ON r.id "
       "= run_id ORDER BY 1, 2, 3",
       "SELECT * FROM environments ORDER BY id",
       "SELECT r.key, c.metric, c.epoch, c.value FROM curves c JOIN runs r ON r.id = run_id WHERE "
       "metric LIKE '%.cost' AND status = 'finished' ORDER BY 1, 2, 3",
       "SELECT r.key, p.name, p.number, p.json FROM params p JOIN runs r ON r.id = run_id ORDER BY "
       "1, 2"}) {
    INFO(query);
    CHECK(rows(store.file, query) == rows(store.backup(), query));
  }
  CHECK(value(store.file, "SELECT count(*) FROM runs WHERE first_started_at = started_at") ==
        std::to_string(kRuns));
}

TEST_CASE("upgrade: a run that several studies share belongs to each of them") {
  const UpgradedStore store;
  const std::string key =
      value(store.backup(),
            "SELECT key FROM runs r JOIN study_runs l ON l.run_id = r.id JOIN studies s ON s.id = "
            "l.study_id WHERE s.name = 'again' AND seed = 1");
  CHECK(Reader(store.file).run(key).studies == Strings{"swish", "rates", "again", "fails"});
  CHECK(Reader(store.file).runs({"again", "", "", 0}).rows.size() == 2);
}

TEST_CASE("upgrade: the next plan puts runs into their true cells, in all studies that have them") {
  const UpgradedStore store;
  const auto size = [&](const std::string& study) {
    return Reader(store.file).runs({study, "", "", 0}).rows.size();
  };
  std::vector<Link> links;
  std::uint64_t cell = 0;
  std::map<std::string, Cell> cells;
  for (const std::string& key :
       rows(store.file,
            "SELECT r.key FROM study_runs l JOIN runs r ON r.id = l.run_id WHERE "
            "l.study_id = (SELECT id FROM study_names WHERE name = 'rates')")) {
    const std::string rate = value(store.file,
                                   "SELECT value FROM params JOIN runs ON id = run_id WHERE name = "
                                   "'optimizer.learning_rate' AND key = '" +
                                       key + "'");
    const auto [known, is_new] = cells.try_emplace(rate);
    if (is_new)
      known->second = {ice::base::sha256_hex(rate), std::string(64, 'd'), 1, Value::object()};
    links.push_back({key, cell++ / 2, known->second});
  }
  {
    Writer writer(store.file);
    ice::study::Study study = example_study("rates");
    writer.link(writer.add_study(study, {6, "cells"}), links);
  }
  CHECK(check(store.file) == Strings{});
  CHECK(size("rates") == 6);
  CHECK(size("again") == 2);
  CHECK(size("swish") == 6);
  CHECK(size("fails") == 2);
  CHECK(Reader(store.file).study("rates").superseded_runs == 0);
  CHECK(Reader(store.file).superseded("rates").empty());
  CHECK(value(store.file, "SELECT count(*) FROM cell_keys WHERE data_sha256 <> ''") == "3");
  CHECK(value(store.file,
              "SELECT count(*) FROM cell_keys WHERE id NOT IN (SELECT cell_id FROM "
              "runs)") == "0");
}

TEST_CASE("upgrade: a run that is run again leaves the guessed cell") {
  const UpgradedStore store;
  const std::string key = value(store.file,
                                "SELECT r.key FROM study_runs l JOIN runs r ON r.id = l.run_id "
                                "JOIN study_names s ON s.id = l.study_id WHERE name = 'again'");
  {
    Writer writer(store.file);
    Run run = example_run(1);
    run.key = key;
    writer.add(writer.add_study(example_study("once")),
               writer.add_environment(example_environment()), run, [] {});
    writer.commit(true);
  }
  CHECK(check(store.file) == Strings{});
  CHECK(Reader(store.file).runs({"again", "", "", 0}).rows.size() == 2);
  CHECK(Reader(store.file).run(key).run.identity.key == example_cell(1).key);
}

TEST_CASE("old scores: a restored epoch between two recorded ones keeps what was measured") {
  Run run = example_run(1);
  run.epochs = 9;
  run.params.emplace_back("training.early_stopping.restore_best", true);
  run.curves = {{"dev.cost", {1, 9}, {3, 2}}, {"train.cost", {1, 9}, {4, 1}}};
  run.metrics = {{"dev.cost", 1.5, 2, 9}, {"train.cost", 0.75, 1, 9}};
  mend_scores(run);
  CHECK(run.metrics[0].final == 1.5);
  CHECK(run.metrics[0].best == 1.5);
  CHECK(run.metrics[1].final == 0.75);
  CHECK(run.metrics[1].best == 0.75);
}

TEST_CASE("old scores: a test part is what it is at the end") {
  Run run = example_run(1);
  run.epochs = 2;
  run.metrics = {{"test.accuracy", 0.75, 0.75, 2}, {"test.cost", 0.5, 0.5, 2}};
  run.curves.clear();
  mend_scores(run);
  CHECK(run.metrics[0].final == 0.75);
  CHECK(run.metrics[0].best_epoch == 2);
  run.metrics[1].final = std::numeric_limits<double>::quiet_NaN();
  mend_scores(run);
  CHECK(is_nan(run.metrics[0].final));
  CHECK(is_nan(run.metrics[0].best));
}
