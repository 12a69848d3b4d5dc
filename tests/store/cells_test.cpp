// Cells: what determines a run but the seed; which of a study's cells count, and under which
// number.
#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <set>

#include "base/error.hpp"
#include "samples.hpp"
#include "store/cell_writer.hpp"
#include "store/check.hpp"
#include "store/points.hpp"

using namespace ice::store;

namespace {

// Runs of one combination of parameters, by a plugin file (or data) that is told apart by
// `version`.
Run run_of(std::uint64_t seed, const std::string& version, double accuracy) {
  Run run = example_run(0);
  run.key = ice::base::sha256_hex(version + std::to_string(seed));
  run.seed = seed;
  run.identity.key = ice::base::sha256_hex("cell of " + version);
  run.identity.data_sha256 = ice::base::sha256_hex("data of " + version);
  run.metrics = {{"dev.cost", accuracy, accuracy, 2}};
  run.plugins[0] = {"activation", "acme/swish", "1.0.0", ice::base::sha256_hex(version), "/swish"};
  return run;
}

// What `ice run` does with a study whose plan is these runs: those that are recorded are linked.
void run_plan(const std::filesystem::path& file, const ice::study::Study& study,
              const std::vector<Run>& runs) {
  Writer writer(file);
  std::string cells;
  for (const Run& run : runs) cells += run.identity.key;
  const auto revision = writer.add_study(study, {runs.size(), ice::base::sha256_hex(cells)});
  std::vector<std::string> keys;
  for (const Run& run : runs) keys.push_back(run.key);
  const auto statuses = writer.statuses(keys);
  std::vector<Link> recorded;
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (statuses[i]) recorded.push_back({runs[i].key, runs[i].cell, runs[i].identity});
  writer.link(revision, recorded);
  const auto environment = writer.add_environment(example_environment());
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (!statuses[i]) writer.add(revision, environment, runs[i], [] {});
  writer.commit(true);
}

std::vector<Run> eight(const std::string& version, double accuracy) {
  std::vector<Run> runs;
  for (std::uint64_t seed = 0; seed < 8; ++seed) runs.push_back(run_of(seed, version, accuracy));
  return runs;
}

std::size_t count(const std::filesystem::path& file,
                  const RunQuery& query = {"planar", "", "", 0}) {
  return Reader(file).runs(query).rows.size();
}

}  // namespace

TEST_CASE("cells: runs of a mended plugin stand alone, what they supersede is counted") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  run_plan(file, example_study(), eight("broken", 0.5));
  run_plan(file, example_study(), eight("mended", 0.9));
  CHECK(count(file) == 8);
  RunQuery all{"planar", "", "", 0};
  all.superseded = true;
  CHECK(count(file, all) == 16);
  Reader reader(file);
  const StudyRow study = reader.study("planar");
  CHECK(study.superseded_runs == 8);
  CHECK(study.statuses.at(Status::kFinished) == 8);
  CHECK(study.best == 0.9);
  CHECK(study.revisions == 1);  // the file is the same
  CHECK(study.planned_runs == 8);
  CHECK(study.recorded_runs == 8);
  const auto superseded = reader.superseded("planar");
  REQUIRE(superseded.size() == 1);
  CHECK(superseded[0].cell == 0);
  CHECK(superseded[0].newer_cell == 1);
  CHECK(superseded[0].runs == 8);
  CHECK(superseded[0].plugins[0].sha256 == ice::base::sha256_hex("broken"));
  CHECK(superseded[0].newer_plugins[0].sha256 == ice::base::sha256_hex("mended"));
  CHECK(superseded[0].data_sha256 != superseded[0].newer_data);
  CHECK(check(file).empty());
}

TEST_CASE("cells: a claim is judged by the runs of the present plan") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  run_plan(file, example_study(), eight("broken", 0.5));
  run_plan(file, example_study(), eight("mended", 0.9));
  Reader reader(file);
  const auto outcomes = reader.outcomes(reader.study("planar").revision_id, "dev.cost");
  REQUIRE(outcomes.size() == 8);
  for (const Outcome& outcome : outcomes) CHECK(outcome.value == 0.9);
}

TEST_CASE("cells: the file that was put back makes its runs count again") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  run_plan(file, example_study(), eight("old", 0.5));
  run_plan(file, example_study(), eight("new", 0.9));
  run_plan(file, example_study(), eight("old", 0.5));
  Reader reader(file);
  CHECK(reader.study("planar").best == 0.5);
  CHECK(reader.superseded("planar").at(0).newer_cell == 0);
  CHECK(reader.outcomes(reader.study("planar").revision_id, "dev.cost").size() == 8);
  CHECK(check(file).empty());
}

TEST_CASE("cells: another study's mended plugin leaves this one's runs alone") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  run_plan(file, example_study("mine"), eight("old", 0.5));
  run_plan(file, example_study("yours"), eight("new", 0.9));
  CHECK(count(file, {"mine", "", "", 0}) == 8);
  CHECK(count(file, {"yours", "", "", 0}) == 8);
}

TEST_CASE("cells: an override is a revision, and hides nothing of the earlier ones") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  run_plan(file, example_study(), {example_run(0), example_run(1)});
  ice::study::Study other = example_study();
  other.text += "# learning_rate = 0.2,0.3\n";
  Run third = example_run(2), fourth = example_run(3);
  third.cell = 0;  // of their own plan
  fourth.cell = 1;
  run_plan(file, other, {third, fourth});
  Reader reader(file);
  CHECK(reader.studies().size() == 1);
  CHECK(reader.study("planar").revisions == 2);
  CHECK(reader.study("planar").revision == 2);
  CHECK(count(file) == 4);
  RunQuery first{"planar", "", "", 0};
  first.revision = 1;
  CHECK(count(file, first) == 2);
  // In the study each cell has a number of its own.
  std::set<std::uint64_t> numbers;
  const Table runs = reader.runs({"planar", "", "", 0});
  for (const auto& row : runs.rows) numbers.insert(row[2].get<std::uint64_t>());
  CHECK(numbers == std::set<std::uint64_t>{0, 1, 2, 3});
  CHECK_THROWS_WITH(reader.study("planar", 3),
                    "--revision: study planar has no revision 3. 'ice show planar' lists them");
  CHECK(check(file).empty());
}

TEST_CASE("cells: a run that is run again keeps the time of its first start") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  Run run = example_run(0);
  run_plan(file, example_study(), {run});
  run.started_at = "2026-12-01T00:00:00.000Z";
  {
    Writer writer(file);
    writer.add(writer.add_study(example_study()), writer.add_environment(example_environment()),
               run, [] {});
    writer.commit(true);
  }
  Reader reader(file);
  CHECK(reader.run(run.key).run.started_at == "2026-12-01T00:00:00.000Z");
  CHECK(reader.run(run.key).run.first_started_at == "2026-11-24T10:00:00.000Z");
  CHECK(reader.outcomes(reader.study("planar").revision_id, "dev.cost")[0].started_at ==
        "2026-11-24T10:00:00.000Z");
  CHECK(check(file).empty());
}

TEST_CASE("cells: runs of a guessed cell move to the one that a plan knows") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  std::vector<Run> runs = eight("file", 0.5);
  for (Run& run : runs) {
    run.identity.key = ice::base::sha256_hex("schema 1");
    run.identity.data_sha256 = "";
  }
  run_plan(file, example_study(), runs);
  const std::vector<Run> known = eight("file", 0.5);
  run_plan(file, example_study(), known);
  Reader reader(file);
  CHECK(reader.superseded("planar").empty());
  const auto stored = reader.run(known[3].key).run;
  CHECK(stored.identity.key == known[3].identity.key);
  CHECK(stored.identity.data_sha256 == known[3].identity.data_sha256);
  CHECK(stored.cell == 0);
  CHECK(stored.params == reader.run(known[0].key).run.params);
  CHECK(reader.sql("SELECT count(*) FROM cell_keys").rows[0][0] == 1);
  CHECK(check(file).empty());
}

TEST_CASE("cells: what a trained network is saved as is no part of the code's key") {
  const std::vector<std::pair<std::string, ice::base::Value>> plain{{"loss", "hinge"}};
  auto saving = plain;
  saving.emplace_back("training.save", "best");
  auto other = plain;
  other[0].second = "squared_error";
  CHECK(code_key(plain) == code_key(saving));
  CHECK(code_key(plain) != code_key(other));
  CHECK(code_key({{"a", 1}}) == code_key({{"a", 1.0}}));
  CHECK(code_key({{"a", 1}}) != code_key({{"a", "b"}}));
}

TEST_CASE("points: any curve comes back bit by bit, and no other text is read") {
  std::mt19937_64 random(5);
  for (int i = 0; i < 500; ++i) {
    Curve curve{"dev.cost", {}, {}};
    std::uint64_t epoch = 0;
    for (auto n = random() % 20; n > 0; --n) {
      curve.epochs.push_back(epoch += 1 + random() % 1000);
      curve.values.push_back(std::bit_cast<double>(random()));
    }
    const std::string text = points_text(curve);
    Curve back;
    read_points(text, back);
    CHECK(back.epochs == curve.epochs);
    CHECK(points_text(back) == text);
    for (std::size_t at = 0; at < curve.values.size(); ++at)
      CHECK((std::isnan(curve.values[at]) || back.values[at] == curve.values[at]));
    if (text.size() < 3) continue;
    Curve cut;
    CHECK_THROWS_AS(read_points(std::string_view(text).substr(0, random() % text.size()), cut),
                    ice::base::Error);
  }
}
