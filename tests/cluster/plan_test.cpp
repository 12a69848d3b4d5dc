// Pure parts of job folders: chunks, which chunk is next, plan.json, what Slurm prints.
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "cluster/choose.hpp"
#include "cluster/engine.hpp"
#include "cluster/freeze.hpp"
#include "cluster/frozen_plan.hpp"
#include "cluster/slurm.hpp"

using ice::cluster::choose;
using ice::cluster::Chunk;
using ice::cluster::ChunkState;
using ice::cluster::FrozenPlan;

namespace {

std::vector<ice::plan::PlannedTrial> trials(std::size_t count) {
  std::vector<ice::plan::PlannedTrial> all(count);
  for (std::size_t i = 0; i < count; ++i) {
    all[i].slot = 2 * i;
    all[i].key[0] = static_cast<std::uint8_t>(i);
  }
  return all;
}

FrozenPlan some_plan() {
  FrozenPlan plan;
  plan.ice_version = "0.1.0";
  plan.numerics = 1;
  plan.study_name = "flat";
  plan.study_text = "name: flat\n";
  plan.study_file = "/home/me/flat.yaml";
  plan.size = {7, "ab"};
  plan.seconds = 0.25;
  plan.plugins = {{"core/tanh", "12"}};
  plan.data.push_back({ice::base::Value{{"name", "planar"}}, "cd"});
  plan.chunks = {{{0, 1, 2, 5, 7, 8}, "01"}, {{9}, "02"}};
  return plan;
}

}  // namespace

TEST_CASE("chunks: no larger than asked for, all of about the same size") {
  const auto ten = trials(10);
  const std::vector<Chunk> chunks = ice::cluster::cut(ten, 4);
  REQUIRE(chunks.size() == 3);
  CHECK(chunks[0].slots == std::vector<std::uint64_t>{0, 2, 4});
  CHECK(chunks[1].slots == std::vector<std::uint64_t>{6, 8, 10});
  CHECK(chunks[2].slots == std::vector<std::uint64_t>{12, 14, 16, 18});
  CHECK(chunks[0].keys_sha256 == ice::cluster::keys_sha256(std::span(ten).first(3)));
  CHECK(chunks[0].keys_sha256 != chunks[1].keys_sha256);
  CHECK(ice::cluster::cut(ten, 1000).size() == 1);
}

TEST_CASE("next chunk: the task's own, a free one, then one that is taken but not published") {
  const ChunkState free{}, taken{false, 0, 1}, twice{false, 0, 2}, done{true, 0, 1};
  CHECK(choose(std::vector{free, free, free}, 2) == 2);
  CHECK(choose(std::vector{done, taken, free}, 1) == 2);
  CHECK(choose(std::vector{taken, taken, done}, 1) == 1);  // submitted again
  CHECK(choose(std::vector{done, twice, taken}, 1) == 1);  // and once more
  CHECK(choose(std::vector{done, twice, taken}, 0) == 2);  // whoever has it may be dead
  CHECK(choose(std::vector{done, free}, std::nullopt) == 1);
  CHECK(choose(std::vector{done, twice}, std::nullopt) == std::nullopt);
  CHECK(choose(std::vector{done, done}, 0) == std::nullopt);
}

TEST_CASE("plan.json: is read back as it was written") {
  const FrozenPlan plan = some_plan();
  const FrozenPlan back = ice::cluster::plan_from_json(to_json(plan), "plan.json");
  CHECK(to_json(back) == to_json(plan));
  REQUIRE(back.chunks.size() == 2);
  CHECK(back.chunks[0].slots == plan.chunks[0].slots);
  CHECK(back.runs() == 7);
  CHECK(back.plugins == plan.plugins);
  CHECK(back.study_file == plan.study_file);
}

TEST_CASE("plan.json: anything else is refused by name") {
  const auto read = [](const std::string& text) {
    return ice::cluster::plan_from_json(text, "jobs/x/plan.json");
  };
  for (const char* text : {"", "{", "[]", "{\"format\": 1}"})
    CHECK_THROWS_WITH(read(text), "jobs/x/plan.json: it is not a plan that 'ice submit' wrote");
  CHECK_THROWS_WITH(read("{\"format\": 2}"),
                    "jobs/x/plan.json: a later ice wrote it. Use the ice that submitted it");
}

TEST_CASE("Slurm: numbers of tasks are written as ranges") {
  CHECK(ice::cluster::ranges_text({}).empty());
  CHECK(ice::cluster::ranges_text({4}) == "4");
  CHECK(ice::cluster::ranges_text({0, 1, 2, 3, 7, 9, 10}) == "0-3,7,9-10");
}

TEST_CASE("Slurm: squeue's lines say which tasks wait and run") {
  using ice::cluster::TaskState;
  const auto tasks = ice::cluster::tasks_in(
      "12|0|RUNNING\n12|1|PENDING\n12|2|COMPLETING\n13|N/A|RUNNING\nsqueue: odd\n");
  CHECK(tasks.size() == 2);
  CHECK(tasks.at({"12", 0}) == TaskState::kRunning);
  CHECK(tasks.at({"12", 1}) == TaskState::kQueued);
}

TEST_CASE("Slurm: MaxArraySize is one more than the highest task") {
  CHECK(ice::cluster::highest_task("x = 1\nMaxArraySize            = 4001\n") == 4000);
  CHECK(ice::cluster::highest_task("nothing of it") == 1000);
}

TEST_CASE("Slurm: what the site asks for replaces our own options") {
  const auto line = [](const std::vector<std::string>& site) {
    return ice::cluster::sbatch_line(site, "ice-flat-1", "0-3", "/jobs/logs");
  };
  CHECK(line({}) == std::vector<std::string>{"sbatch", "--parsable", "--array=0-3",
                                             "--job-name=ice-flat-1",
                                             "--output=/jobs/logs/%A_%a.log", "--open-mode=append",
                                             "--no-requeue", "--signal=B:TERM@60"});
  CHECK(line({"time=10", "array=%4", "signal=B:TERM@120", "requeue", "c=2"}) ==
        std::vector<std::string>{"sbatch", "--parsable", "--array=0-3%4", "--job-name=ice-flat-1",
                                 "--output=/jobs/logs/%A_%a.log", "--open-mode=append", "--time=10",
                                 "--signal=B:TERM@120", "--requeue", "-c2"});
  CHECK_THROWS_AS(line({"array=0-9"}), ice::base::UserError);
}
