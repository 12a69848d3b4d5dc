// Many machines without an engine: `ice submit --on print`, tasks in every order and with every
// fault, `ice collect`. The oracle is the store of `ice run -j2`, checksum by checksum.
#include <catch2/catch.hpp>

#include <filesystem>

#include "cli/clusters.hpp"

namespace fs = std::filesystem;
using ice::cli::ClusterShell;
using ice::cli::content;
using ice::cli::FlatShell;
using ice::cli::Result;
using ice::cli::says;

namespace {

std::string shard_file(int chunk) {
  return "jobs/flat-1/shards/00000" + std::to_string(chunk) + ".db";
}

// A study of a file of data.
struct TableShell : ice::cli::Shell {
  TableShell() {
    write("data/t.csv", "x,y\n1,2\n2,4\n3,6\n4,8\n5,10\n6,12\n7,15\n8,16\n");
    write("table.yaml", R"(name: table
code:
  data: {name: csv, file: data/t.csv, target: y, task: regression, split: {dev: 2}}
  network: {hidden: [3], activation: tanh, output: linear}
  initializer: zeros
  loss: squared_error
  optimizer: {name: gradient_descent, learning_rate: 0.01}
  training: {epochs: 3, batch_size: full}
experiment:
  metric: {name: dev.cost, goal: minimize}
  seeds: [1, 2]
)");
  }
};

// Two runs that end at once and two that take seconds, in one chunk.
struct SlowShell : ClusterShell {
  SlowShell() {
    study = {"flat.yaml", "network.activation=tanh", "seeds=1,2", "training.epochs=2,1000000"};
    fs::remove(folder() / "ref.db");
  }
};

}  // namespace

TEST_CASE("submit: prints how to run the chunks, and a task runs them all") {
  const ClusterShell shell;
  const Result submitted = shell.submit();
  CHECK(submitted.code == 0);
  CHECK(says(submitted.out, "jobs/flat-1: 16 runs in 6 chunks.\n  seq 0 5 | xargs -n 1 ice task " +
                                (shell.folder() / "jobs/flat-1").string() + "\n"));
  CHECK(says(submitted.out, "A run is guessed to take"));
  const Result task = shell.ice({"task", "jobs/flat-1", "4", "-j", "2"});
  CHECK(task.code == 0);
  CHECK(says(task.out, "chunk 4: 3 runs in"));
  CHECK(says(task.out, "3 finished. Published.\n"));
  for (int chunk = 0; chunk < 6; ++chunk) CHECK(fs::exists(shell.folder() / shard_file(chunk)));
  const Result collected = shell.ice({"collect"});
  CHECK(collected.code == 0);
  CHECK(says(collected.out, "collected 16 runs of flat from " +
                                (shell.folder() / "jobs/flat-1").string() +
                                " (6 of 6 chunks published)\n"));
  CHECK(shell.is_as_run());
  const Result again = shell.ice({"collect"});
  CHECK(again.code == 0);
  CHECK(again.out == "Nothing new: all that tasks have published is in the store.\n");
}

TEST_CASE("task: two at once, in odd orders and twice, leave the store of ice run") {
  const ClusterShell shell;
  REQUIRE(shell.submit().code == 0);
  const Result tasks = shell.script(
      "for i in 5 3 3 0; do $ICE task jobs/flat-1 $i -j 1 & done; wait; $ICE task jobs/flat-1 2");
  CHECK(tasks.code == 0);
  CHECK(shell.ice({"collect", "jobs/flat-1"}).code == 0);
  CHECK(shell.is_as_run());
}

TEST_CASE(
    "task: one that is killed loses its chunk only, and submitting again names what is missing") {
  SlowShell shell;
  REQUIRE(shell.submit({"--chunk", "4"}).code == 0);
  // Killed as soon as it has claimed its chunk.
  REQUIRE(shell
              .script("$ICE task jobs/flat-1 0 -j 1 & until [ -e jobs/flat-1/claims/000000.1 ];"
                      " do sleep 0.05; done; kill -KILL $!")
              .code == 0);
  CHECK(shell.ice({"collect"}).code == 0);
  const Result again = shell.submit();
  CHECK(again.code == 0);
  CHECK(says(again.out, "jobs/flat-1: 4 runs in 1 chunk, again.\n  ice task "));
  CHECK_FALSE(fs::exists(shell.folder() / "jobs/flat-2"));
  CHECK(shell.ice({"task", "jobs/flat-1", "0"}).code == 0);
  CHECK(fs::exists(shell.folder() / "jobs/flat-1/claims/000000.2"));
  CHECK(shell.ice({"collect"}).code == 0);
  shell.run_reference();
  CHECK(shell.is_as_run());
  CHECK(says(shell.submit().out, "Nothing to submit."));
}

TEST_CASE("task: one that is told to stop publishes what has ended, and the next goes on there") {
  SlowShell shell;
  REQUIRE(shell.submit({"--chunk", "4"}).code == 0);
  const Result stopped = shell.script(
      "export TMPDIR=$PWD/tmp; mkdir tmp; $ICE task jobs/flat-1 0 -j 1 & task=$!;"
      " until [ \"$($ICE sql 'SELECT count(*) FROM runs' -f csv --db tmp/*/chunk-0/shard.db"
      " 2>/dev/null | tail -n 1)\" -ge 2 ] 2>/dev/null; do sleep 0.1; done;"
      " kill -TERM $task; wait $task; code=$?; echo left: $(ls tmp); exit $code");
  CHECK(stopped.code == 143);
  CHECK(says(stopped.out, "Stopped: these are published.\nleft:\n"));  // nothing in $TMPDIR
  CHECK(fs::exists(shell.folder() / "jobs/flat-1/shards/000000.part1.db"));
  CHECK(says(shell.ice({"collect"}).out, "(0 of 1 chunk published)"));
  const Result rest = shell.ice({"task", "jobs/flat-1", "0"});
  CHECK(rest.code == 0);
  CHECK(says(rest.err, "recorded already"));
  CHECK(shell.ice({"collect"}).code == 0);
  shell.run_reference();
  CHECK(shell.is_as_run());
}

TEST_CASE("run: takes over what tasks have published before it runs the rest") {
  const ClusterShell shell;
  REQUIRE(shell.submit().code == 0);
  REQUIRE(shell.ice({"task", "jobs/flat-1", "0"}).code == 0);
  fs::remove(shell.folder() / shard_file(2));
  const Result run = shell.command("run", {"-j", "2"});
  CHECK(run.code == 0);
  CHECK(says(run.err, "collected 13 runs of flat from "));
  CHECK(says(run.out, "3 runs in "));
  CHECK(shell.is_as_run());
}

TEST_CASE("submit: two at once of one study lose and double nothing") {
  const ClusterShell shell;
  const Result both = shell.script(
      "submit() { $ICE submit flat.yaml seeds=1,2,3,4,5,6,7,8 --on print --chunk 3; };"
      " submit & submit; a=$?; wait $!; b=$?; [ $a = 0 -o $a = 3 ] && [ $b = 0 -o $b = 3 ] &&"
      " [ $a = 0 -o $b = 0 ]");
  CHECK(both.code == 0);
  CHECK(fs::exists(shell.folder() / "jobs/flat-1"));
  CHECK_FALSE(fs::exists(shell.folder() / "jobs/flat-2"));
  CHECK(shell.ice({"task", "jobs/flat-1", "1"}).code == 0);
  CHECK(shell.ice({"collect"}).code == 0);
  CHECK(shell.is_as_run());
}

TEST_CASE("submit: what a store has already is not submitted") {
  const ClusterShell shell;
  REQUIRE(shell.ice({"run", "flat.yaml", "-q"}).code == 0);  // seeds 1 and 2
  const Result submitted = shell.submit();
  CHECK(says(submitted.out, ": 12 runs in 4 chunks.\n"));
  CHECK(says(submitted.out, "4 runs recorded already.\n"));
  CHECK(says(submitted.out, ": mean of 4 recorded runs.\n"));
  REQUIRE(shell.ice({"task", "jobs/flat-1", "0"}).code == 0);
  CHECK(shell.ice({"collect"}).code == 0);
  CHECK(says(shell.command("run", {}).out, "Nothing to run: 16 runs of flat recorded already"));
}

TEST_CASE("submit: runs that were made here since are not given away again") {
  const ClusterShell shell;
  REQUIRE(shell.submit({"--chunk", "4"}).code == 0);
  REQUIRE(shell.ice({"run", "flat.yaml", "-q"}).code == 0);  // half of two chunks
  const Result again = shell.submit({"--chunk", "4"});
  CHECK(says(again.out, "jobs/flat-1: 8 runs in 2 chunks, again.\n"));
  CHECK(says(again.out, "jobs/flat-2: 4 runs in 1 chunk.\n"));
  REQUIRE(shell.ice({"task", "jobs/flat-1", "1"}).code == 0);
  REQUIRE(shell.ice({"task", "jobs/flat-2", "0"}).code == 0);
  CHECK(says(shell.command("run", {}).out, "Nothing to run: 16 runs of flat recorded already"));
}

TEST_CASE("job folder: moved away it works and is collected by its name") {
  const ClusterShell shell;
  REQUIRE(shell.submit().code == 0);
  REQUIRE(shell.script("mkdir elsewhere && cp -r jobs/flat-1 elsewhere/copy && rm -r jobs").code ==
          0);
  CHECK(shell.ice({"task", "elsewhere/copy", "0"}).code == 0);
  CHECK(shell.ice({"collect", "elsewhere/copy/"}).code == 0);
  CHECK(shell.is_as_run());
}

TEST_CASE("collect: into a store that has never heard of the study") {
  const ClusterShell shell;
  REQUIRE(shell.submit().code == 0);
  REQUIRE(shell.ice({"task", "jobs/flat-1", "0"}).code == 0);
  REQUIRE(shell.ice({"collect", "jobs/flat-1", "--db", "new.db"}).code == 0);
  CHECK(content(shell, "new.db") == content(shell, "ref.db"));
}

TEST_CASE("task: data that changed since the study was submitted are refused") {
  const TableShell shell;
  REQUIRE(shell.ice({"submit", "table.yaml", "--on", "print"}).code == 0);
  shell.write("data/t.csv", shell.read("data/t.csv") + "9,18\n");
  const Result refused = shell.ice({"task", "jobs/table-1", "0"});
  CHECK(refused.code == 2);
  CHECK(says(refused.err, "data/t.csv: other data than when the study was submitted (SHA-256 "));
  CHECK(says(refused.err, "..). Put the same file there, or submit again\n"));
  CHECK(fs::is_empty(shell.folder() / "jobs/table-1/shards"));
}

TEST_CASE("task: data files that were copied into the folder need nothing else") {
  const TableShell shell;
  REQUIRE(shell.ice({"submit", "table.yaml", "--on", "print", "--copy-data"}).code == 0);
  fs::remove_all(shell.folder() / "data");
  CHECK(shell.ice({"task", "jobs/table-1", "0"}).code == 0);
  CHECK(says(shell.ice({"collect"}).out, "collected 2 runs of table"));
}

TEST_CASE("task: a plugin that was rebuilt after submit is not used, its frozen copy is") {
  ClusterShell shell;
  fs::copy_file(ICE_BUILD "/tests/libraries/acme.ice.so", shell.folder() / "acme.ice.so");
  shell.study = {"flat.yaml", "network.activation=acme/swish", "--plugin", "acme.ice.so"};
  fs::remove(shell.folder() / "ref.db");
  shell.run_reference();
  const Result submitted = shell.submit();
  CAPTURE(submitted.err);
  REQUIRE(submitted.code == 0);
  shell.write("acme.ice.so", "rubbish");
  CHECK(shell.ice({"task", "jobs/flat-1", "0"}).code == 0);
  CHECK(shell.ice({"collect"}).code == 0);
  CHECK(shell.is_as_run());
}

TEST_CASE("task: another version of ice is refused, and both are named") {
  const ClusterShell shell;
  REQUIRE(shell.submit().code == 0);
  REQUIRE(shell.script("sed -i 's/\"ice\": \"0.1.0\"/\"ice\": \"9.8.7\"/' jobs/flat-1/plan.json")
              .code == 0);
  const Result refused = shell.ice({"task", "jobs/flat-1", "0"});
  CHECK(refused.code == 2);
  CHECK(
      says(refused.err, "it was submitted by ice 9.8.7, this one is 0.1.0. Install the same ice"));
  CHECK(fs::is_empty(shell.folder() / "jobs/flat-1/claims"));
  CHECK(says(shell.submit().out, "jobs/flat-2: 16 runs"));  // that folder is of no use here
}

TEST_CASE("task: a wrong folder and a wrong index") {
  const ClusterShell shell;
  REQUIRE(shell.submit().code == 0);
  CHECK(shell.ice({"task", "jobs", "0"}).err ==
        "ice: jobs: it is no job folder: it has no plan.json. 'ice jobs' lists those that 'ice "
        "submit' made\n");
  CHECK(shell.ice({"task", "jobs/flat-1", "6"}).err ==
        "ice: INDEX: flat-1 has chunks 0 to 5, got 6\n");
}

TEST_CASE(
    "collect: a damaged shard is named, and submitting again replaces it once it is deleted") {
  const ClusterShell shell;
  REQUIRE(shell.submit().code == 0);
  REQUIRE(shell.ice({"task", "jobs/flat-1", "0"}).code == 0);
  shell.write(shard_file(2), "this was a shard once");
  const Result collected = shell.ice({"collect"});
  CHECK(collected.code == 1);
  CHECK(says(collected.out, "collected 13 runs"));
  CHECK(says(collected.out, shard_file(2)));
  CHECK(says(collected.out, "This shard is not used: delete it, then submit again\n"));
  fs::remove(shell.folder() / shard_file(2));
  CHECK(says(shell.submit().out, "3 runs in 1 chunk, again.\n  ice task "));
  REQUIRE(shell.ice({"task", "jobs/flat-1", "2"}).code == 0);
  CHECK(shell.ice({"collect"}).code == 0);
  CHECK(shell.is_as_run());
}

TEST_CASE("collect: saved networks come along") {
  ClusterShell shell;
  shell.study.emplace_back("training.save=final");
  REQUIRE(shell.submit().code == 0);
  REQUIRE(shell.ice({"task", "jobs/flat-1", "0"}).code == 0);
  CHECK(shell.ice({"collect"}).code == 0);
  CHECK(std::distance(fs::directory_iterator(shell.folder() / "weights"), {}) == 16);
  CHECK(says(shell.command("run", {}).out, "Nothing to run"));
}

TEST_CASE("jobs: how far each folder is") {
  const ClusterShell shell;
  CHECK(shell.ice({"jobs"}).out ==
        "No jobs in " + (shell.folder() / "jobs").string() + ": 'ice submit' makes them.\n");
  REQUIRE(shell.submit().code == 0);
  CHECK(shell.ice({"jobs", "-f", "csv"}).out ==
        "job,study,runs,chunks,published,claimed,running,queued,missing\n"
        "flat-1,flat,16,6,0,0,0,0,6\n");
  REQUIRE(shell.ice({"task", "jobs/flat-1", "0"}).code == 0);
  CHECK(shell.ice({"jobs", "-f", "csv"}).out ==
        "job,study,runs,chunks,published,claimed,running,queued,missing\n"
        "flat-1,flat,16,6,6,0,0,0,0\n");
}

TEST_CASE("submit: what is wrong is said before anything is frozen") {
  const ClusterShell shell;
  CHECK(says(
      shell.submit({"--chunk", "soon"}).err,
      "ice: --chunk: 'soon' is neither a time nor a number of runs. Write 20m, 90s, 2h or 500"));
  const std::vector<std::string> no_programs{"PATH=" + shell.folder().string()};
  const Result slurm = shell.command("submit", {"--on", "slurm"}, no_programs);
  CHECK(slurm.code == 2);
  CHECK(says(slurm.err,
             "ice: --on slurm: there is no Slurm here (no scontrol). Submit on a login "
             "node of the cluster, or install its commands: apt install slurm-client"));
  const Result ssh = shell.command("submit", {"--on", "ssh"}, no_programs);
  CHECK(ssh.code == 2);
  CHECK(says(ssh.err, "ice: --on ssh: there is no GNU parallel here. apt install parallel"));
  CHECK_FALSE(fs::exists(shell.folder() / "jobs"));
  CHECK_FALSE(fs::exists(shell.store()));
}

TEST_CASE("submit: a study whose cells follow from results is refused") {
  const FlatShell shell;
  const Result refused =
      shell.ice({"submit", "flat.yaml", "experiment.method=tpe", "experiment.run_cap=8",
                 "optimizer.learning_rate=0.1,0.2", "--on", "print"});
  CHECK(refused.code == 2);
  CHECK(refused.err ==
        "ice: flat.yaml: each cell of it follows from earlier results. Such a study "
        "cannot be submitted: 'ice run' runs it on this machine\n");
  CHECK_FALSE(fs::exists(shell.folder() / "jobs"));
}
