// Taking over the runs of a shard: what is new, what is known, what two machines disagree about.
#include "store/merge.hpp"

#include <catch2/catch.hpp>

#include "store/check.hpp"
#include "store/samples.hpp"

using ice::store::Environment;
using ice::store::Merge;
using ice::store::Run;
using ice::store::Status;
using ice::store::Writer;

namespace {

Environment other_machine() {
  Environment environment = example_environment();
  environment.host = "node7";
  return environment;
}

// A shard with these runs.
std::filesystem::path shard_of(const TemporaryFolder& folder, const std::vector<Run>& runs) {
  std::filesystem::path file = folder / "shard.db";
  std::filesystem::remove(file);
  Writer writer(file);
  const auto study = writer.add_study(example_study());
  const auto environment = writer.add_environment(other_machine());
  for (const Run& run : runs) writer.add(study, environment, run, [] {});
  writer.commit(true);
  return file;
}

Run failed_run(std::uint64_t n, const std::string& finished_at) {
  Run run = example_run(n);
  run.status = Status::kTimeout;
  run.error = "stopped";
  run.metrics.clear();
  run.curves.clear();
  run.finished_at = finished_at;
  return run;
}

Run with_cost(Run run, double cost) {
  run.metrics[0].final = cost;
  return run;
}

// Merges the runs into a store that has run 0 and 1; returns what became of it.
struct Merged {
  TemporaryFolder folder;
  Merge merge;

  explicit Merged(const std::vector<Run>& runs) {
    fill_store(store(), 2);
    merge_again(runs);
  }
  void merge_again(const std::vector<Run>& runs) {
    const std::filesystem::path shard = shard_of(folder, runs);
    Writer writer(store());
    merge = writer.merge(shard, writer.find_revision(example_study()).value());
  }
  [[nodiscard]] std::filesystem::path store() const { return folder / "s.db"; }
  [[nodiscard]] Run run(std::uint64_t n) const {
    return ice::store::Reader(store()).run(key_of(n)).run;
  }
};

}  // namespace

TEST_CASE("merge: a run comes over whole, with its environment, and keeps its checksums") {
  const Merged merged({example_run(1), example_run(2)});
  CHECK(merged.merge.added == 1);
  CHECK(merged.merge.known == 1);
  CHECK(merged.merge.conflicts.empty());
  CHECK(merged.merge.damage.empty());
  const auto stored = ice::store::Reader(merged.store()).run(key_of(2));
  CHECK(stored.environment.host == "node7");
  CHECK(stored.run.params == example_run(2).params);
  CHECK(stored.run.curves.size() == 2);
  CHECK(stored.run.identity.varied == example_run(2).identity.varied);
  CHECK(stored.studies == std::vector<std::string>{"planar"});
  CHECK(ice::store::check(merged.store()).empty());

  TemporaryFolder direct;
  fill_store(direct / "s.db", 3);
  const std::string sums = "SELECT key, cell, checksum FROM runs ORDER BY key";
  CHECK(ice::store::Reader(merged.store()).sql(sums).rows ==
        ice::store::Reader(direct / "s.db").sql(sums).rows);
}

TEST_CASE("merge: merging again changes nothing") {
  Merged merged({example_run(2), example_run(3)});
  const std::string dump = "SELECT * FROM runs ORDER BY id";
  const auto before = ice::store::Reader(merged.store()).sql(dump).rows;
  merged.merge_again({example_run(2), example_run(3)});
  CHECK(merged.merge.added == 0);
  CHECK(merged.merge.known == 2);
  CHECK(ice::store::Reader(merged.store()).sql(dump).rows == before);
}

TEST_CASE("merge: other numbers of the same key are a conflict, and the first stay") {
  const Merged merged({with_cost(example_run(1), 0.75)});
  CHECK(merged.merge.added == 0);
  REQUIRE(merged.merge.conflicts.size() == 1);
  CHECK(merged.merge.conflicts[0].key == key_of(1));
  CHECK(merged.merge.conflicts[0].recorded.host == "lab");
  CHECK(merged.merge.conflicts[0].other.host == "node7");
  CHECK(merged.run(1).metrics[0].final == example_run(1).metrics[0].final);
}

TEST_CASE("merge: a run that ended well replaces one that failed, never the other way round") {
  Merged merged(
      {failed_run(1, "2026-11-25T00:00:00.000Z"), failed_run(2, "2026-11-25T00:00:00.000Z")});
  CHECK(merged.merge.added == 1);
  CHECK(merged.merge.conflicts.empty());
  CHECK(merged.run(1).status == Status::kFinished);
  CHECK(merged.run(2).status == Status::kTimeout);
  merged.merge_again({example_run(2)});
  CHECK(merged.merge.added == 1);
  CHECK(merged.run(2).status == Status::kFinished);
}

TEST_CASE("merge: of two failures the later one stays, and they are no conflict") {
  Merged merged({failed_run(2, "2026-11-25T00:00:00.000Z")});
  Run later = failed_run(2, "2026-11-26T00:00:00.000Z");
  later.error = "stopped again";
  merged.merge_again({later});
  CHECK(merged.run(2).error == "stopped again");
  merged.merge_again({failed_run(2, "2026-11-25T00:00:00.000Z")});
  CHECK(merged.run(2).error == "stopped again");
  CHECK(merged.merge.conflicts.empty());
}

TEST_CASE("merge: a run with more metrics replaces one of an ice that measured fewer") {
  Run more = example_run(1);
  more.metrics.push_back({"dev.accuracy", 0.5, 0.5, 1});
  Merged merged({more});
  CHECK(merged.merge.added == 1);
  CHECK(merged.run(1).metrics.size() == 3);
  merged.merge_again({example_run(1)});
  CHECK(merged.merge.conflicts.empty());
  CHECK(merged.run(1).metrics.size() == 3);
}

TEST_CASE("merge: nothing of a damaged shard is taken") {
  TemporaryFolder folder;
  fill_store(folder / "s.db", 1);
  Writer writer(folder / "s.db");
  const auto revision = writer.find_revision(example_study()).value();

  std::filesystem::path shard = shard_of(folder, {example_run(1), example_run(2)});
  raw_sql(shard, "UPDATE metric_values SET final = final + 1 WHERE run_id = 2");
  const Merge changed = writer.merge(shard, revision);
  CHECK(changed.damage.find("shard.db: run " + key_of(2).substr(0, 12) +
                            ": its values are not those that were recorded") != std::string::npos);
  CHECK(changed.added == 0);

  shard = folder.write("shard.db", "no database at all, only a text of some length");
  CHECK_FALSE(writer.merge(shard, revision).damage.empty());
  CHECK_FALSE(writer.merge(folder / "absent.db", revision).damage.empty());
  CHECK(ice::store::Reader(folder / "s.db").sql("SELECT count(*) FROM runs").rows[0][0] == 1);
}
