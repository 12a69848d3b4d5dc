// Studies over time: which cells count, which newer ones supersede, and who holds a run.
#include "store/query/superseded.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "samples.hpp"

using namespace ice::store;

namespace {

using Strings = std::vector<std::string>;
using Numbers = std::vector<std::uint64_t>;

// Run n as it is with these data: 'a', 'b' ... A cell of its own, with the parameters of n.
Run run_with(std::uint64_t n, char data, std::uint64_t seed = 1) {
  Run run = example_run(n);
  const std::string version = std::to_string(n) + data;
  run.key = ice::base::sha256_hex("run " + version + std::to_string(seed));
  run.identity.key = ice::base::sha256_hex("cell " + version);
  run.identity.data_sha256 = std::string(64, data);
  run.seed = seed;
  return run;
}

// A plan of a study with this text, all of whose runs are recorded.
void plan(const std::filesystem::path& file, const std::string& study, const std::string& text,
          const std::vector<Run>& runs) {
  Writer writer(file);
  ice::study::Study spec = example_study(study);
  spec.text = text;
  std::string cells;
  for (const Run& run : runs) cells += run.identity.key;
  const auto id = writer.add_study(spec, {runs.size(), ice::base::sha256_hex(cells)});
  const auto environment = writer.add_environment(example_environment());
  for (const Run& run : runs) {
    writer.link(id, std::vector<Link>{{run.key, run.cell, run.identity}});
    if (!writer.statuses(std::vector<std::string>{run.key}).front())
      writer.add(id, environment, run, [] {});
  }
  writer.commit(true);
}

// "1a 2b": the rows of a query by cell and data.
std::string found(Reader& reader, RunQuery query) {
  query.columns = {"data"};
  query.sort = "key";
  const Table runs = reader.runs(query);
  Strings texts;
  for (const auto& row : runs.rows)
    texts.push_back(row.at(2).dump() + row.at(7).get<std::string>().substr(0, 1));
  std::ranges::sort(texts);
  return ice::base::join(texts, " ");
}

std::string left_out(Reader& reader, const RunQuery& query) {
  Strings texts;
  for (const SupersededCell& cell : reader.left_out(query))
    texts.push_back(std::to_string(cell.cell) + cell.data_sha256.substr(0, 1) + ">" +
                    std::to_string(cell.newer_cell) + cell.newer_data.substr(0, 1) + "x" +
                    std::to_string(cell.runs));
  return ice::base::join(texts, " ");
}

// Cells 0 and 1; then 0 with other data, beside a new cell 2.
struct Corrected {
  TemporaryFolder folder;
  std::filesystem::path file = folder / "s.db";
  Corrected() {
    plan(file, "planar", "one", {run_with(0, 'a', 1), run_with(0, 'a', 2), run_with(1, 'a')});
    plan(file, "planar", "two", {run_with(0, 'b'), run_with(2, 'b')});
  }
};

}  // namespace

TEST_CASE("superseded: a cell with the parameters of a newer one is left out, others stay") {
  const Corrected store;
  Reader reader(store.file);
  CHECK(found(reader, {.study = "planar"}) == "1a 2b 3b");
  CHECK(found(reader, {.study = "planar", .superseded = true}) == "0a 0a 1a 2b 3b");
  CHECK(left_out(reader, {.study = "planar"}) == "0a>2bx2");
  CHECK(left_out(reader, {.study = "planar", .superseded = true}).empty());
  CHECK(left_out(reader, {.study = "planar", .where = "seed = 2"}) == "0a>2bx1");
  CHECK(left_out(reader, {.study = "planar", .where = "seed = 7"}).empty());
  const StudyRow study = reader.study("planar");
  CHECK(study.superseded_runs == 2);
  CHECK(study.statuses == std::map<Status, std::uint64_t>{{Status::kFinished, 3}});
  CHECK(study.mean_seconds == 0.5);
}

TEST_CASE("superseded: a plan that holds the old cell again makes it the newest") {
  const Corrected store;
  plan(store.file, "planar", "one", {run_with(0, 'a', 1), run_with(0, 'a', 2), run_with(1, 'a')});
  Reader reader(store.file);
  CHECK(found(reader, {.study = "planar"}) == "0a 0a 1a 3b");
  CHECK(left_out(reader, {.study = "planar"}) == "2b>0ax1");
}

TEST_CASE("superseded: a revision shows the runs of its last plan, superseded or not") {
  const Corrected store;
  Reader reader(store.file);
  CHECK(found(reader, {.study = "planar", .revision = 1}) == "0a 0a 1a");
  CHECK(left_out(reader, {.study = "planar", .revision = 1}).empty());
  CHECK(found(reader, {.study = "planar", .revision = 2}) == "2b 3b");
  // The same text with other data: another plan of the same revision.
  plan(store.file, "planar", "two", {run_with(0, 'c'), run_with(2, 'b')});
  Reader later(store.file);
  CHECK(found(later, {.study = "planar", .revision = 2}) == "3b 4c");
  CHECK(left_out(later, {.study = "planar", .revision = 2}) == "2b>4cx1");
  CHECK(found(later, {.study = "planar", .revision = 2, .superseded = true}) == "2b 3b 4c");
}

TEST_CASE("superseded: without a study a run counts that counts in any") {
  const Corrected store;
  Reader alone(store.file);
  CHECK(found(alone, {}) == "1a 2b 3b");
  CHECK(left_out(alone, {}) == "0a>2bx2");
  plan(store.file, "other", "text", {run_with(0, 'a', 1)});
  Reader reader(store.file);
  CHECK(found(reader, {}) == "0a 1a 2b 3b");
  CHECK(left_out(reader, {}) == "0a>2bx1");
}

TEST_CASE(
    "superseded: runs of a shared cell by other seeds belong to the study that planned them") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  plan(file, "few", "text", {run_with(0, 'a', 1)});
  plan(file, "many", "text", {run_with(0, 'a', 2), run_with(0, 'a', 3), run_with(0, 'a', 4)});
  Reader reader(file);
  using Statuses = std::map<Status, std::uint64_t>;
  CHECK(reader.study("few").statuses == Statuses{{Status::kFinished, 1}});
  CHECK(reader.study("many").statuses == Statuses{{Status::kFinished, 3}});
  CHECK(found(reader, {.study = "few"}) == "0a");
}

TEST_CASE("superseded: an expression on the study holds for each that has the run") {
  const Corrected store;
  plan(store.file, "other", "text", {run_with(0, 'a', 1), run_with(5, 'a'), run_with(1, 'a')});
  Reader reader(store.file);
  for (const std::string name : {"planar", "other"}) {
    CAPTURE(name);
    CHECK(found(reader, {.where = "study = '" + name + "'"}) == found(reader, {.study = name}));
    CHECK(left_out(reader, {.where = "study = '" + name + "'"}) ==
          left_out(reader, {.study = name}));
  }
  CHECK(found(reader, {.study = "other"}) == "0a 1a 5a");
  // Run 1a is of both: it is listed once, as the first study's.
  const Table both = reader.runs({.where = "study IN ('other', 'planar') AND seed = 1"});
  CHECK(both.rows.size() == 5);
  CHECK(reader.runs({.where = "STUDY LIKE '%'", .limit = 2}).rows.size() == 2);
}

TEST_CASE("superseded: who holds a run, by which revisions, and what supersedes it there") {
  const Corrected store;
  plan(store.file, "other", "text", {run_with(0, 'a', 1)});
  plan(store.file, "other", "more", {run_with(0, 'a', 1)});
  Reader reader(store.file);
  const auto holders = reader.holders(run_with(0, 'a', 1).key);
  REQUIRE(holders.size() == 2);
  CHECK(holders[0].study == "planar");
  CHECK(holders[0].revisions == Numbers{1});
  REQUIRE(holders[0].superseded);
  CHECK(holders[0].superseded->newer_cell == 2);
  CHECK(holders[0].superseded->newer_key == run_with(0, 'b').identity.key);
  CHECK(holders[1].study == "other");
  CHECK(holders[1].revisions == Numbers{1, 2});
  CHECK_FALSE(holders[1].superseded);
}

TEST_CASE("superseded: scores and cells of a study are those that count") {
  const Corrected store;
  Reader reader(store.file);
  const auto cells_of = [](const std::vector<Score>& scores) {
    Strings cells;
    for (const Score& score : scores)
      cells.push_back(std::to_string(score.cell) + "/" + std::to_string(score.seed));
    return ice::base::join(cells, " ");
  };
  CHECK(cells_of(reader.scores({.study = "planar"}, "dev.cost")) == "1/1 2/1 3/1");
  CHECK(cells_of(reader.scores({.study = "planar", .superseded = true}, "dev.cost")) ==
        "0/1 0/2 1/1 2/1 3/1");
  CHECK(reader.scores({.study = "planar"}, "dev.cost").at(0).value == 0.5);
  CHECK_FALSE(reader.scores({.study = "planar"}, "dev.f1").at(0).value);
  CHECK(reader.metrics({.study = "planar"}) == Strings{"dev.cost", "train.cost"});
  const CellTable cells = reader.cells({.study = "planar"}, {1, 3});
  CHECK(cells.parameters == Strings{"network.activation", "optimizer.learning_rate"});
  CHECK(cells.cells.at(1).values == std::vector<Field>{"relu", 0.1});
  CHECK(cells.cells.at(3).key == run_with(2, 'b').identity.key);
}

TEST_CASE("superseded: the best value of a metric is another score") {
  const TemporaryFolder folder;
  Run run = run_with(1, 'a');
  run.metrics[0] = {"dev.cost", 0.5, 0.25, 1};
  plan(folder / "s.db", "planar", "one", {run});
  Reader reader(folder / "s.db");
  CHECK(reader.scores({.study = "planar"}, "dev.cost").at(0).value == 0.5);
  CHECK(reader.scores({.study = "planar"}, "dev.cost", At::kBest).at(0).value == 0.25);
}

TEST_CASE("superseded: cells that differ in nothing but whether they have a parameter") {
  const TemporaryFolder folder;
  Run with = run_with(1, 'a');
  with.params.emplace_back("training.clip_norm", 1);
  Run without = run_with(2, 'a');
  without.params = run_with(1, 'a').params;
  plan(folder / "s.db", "planar", "one", {with, without});
  Reader reader(folder / "s.db");
  const Table runs = reader.runs({.study = "planar"});
  CHECK(runs.columns.at(7) == "training.clip_norm");
  CHECK(runs.rows.at(0).at(7) == 1);
  CHECK(runs.rows.at(1).at(7).is_null());
}

TEST_CASE("superseded: by what cells were trained") {
  const Corrected store;
  Reader reader(store.file);
  const std::string key = run_with(0, 'b').identity.key;
  const auto origins = reader.origins({key, key, std::string(64, '0')});
  CHECK(origins.size() == 2);
  CHECK(origins.at(key).data_sha256 == std::string(64, 'b'));
  CHECK(origins.at(key).numerics == 1);
  CHECK(origins.at(key).plugins.size() == 2);
  CHECK(origins.at(std::string(64, '0')).plugins.empty());
}

TEST_CASE("superseded: a run may be looked for") {
  const Corrected store;
  Reader reader(store.file);
  const std::string key = run_with(1, 'a').key;
  CHECK(reader.find_run(key.substr(0, 12))->run.key == key);
  CHECK_FALSE(reader.find_run("planar"));
  CHECK_FALSE(reader.find_run("abc"));
  CHECK_FALSE(reader.find_run(std::string(64, '0')));
  CHECK_FALSE(reader.find_study("nobody"));
  CHECK(reader.find_study("planar")->revision == 2);
}
