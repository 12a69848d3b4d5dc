// A real Slurm on this machine: arrays, and what may befall them. The oracle is the store of
// `ice run -j2`, checksum by checksum.
#include <stdlib.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include "cli/clusters.hpp"
#include "support/skip.hpp"

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using ice::cli::ClusterShell;
using ice::cli::Result;
using ice::cli::says;

namespace {

// Starts a cluster of two nodes with two cores each; skips the test where that is not possible.
class Slurm {
 public:
  explicit Slurm(const std::string& max_array_size = "1001") {
    if (::geteuid() != 0) skip("a Slurm of one's own needs root");
    for (const char* program : {"munged", "slurmctld", "slurmd", "sbatch"})
      if (shell_.run({"/bin/sh", "-c", std::string("command -v ") + program}, path()).code != 0)
        skip(std::string("no ") + program + ": apt install slurmctld slurmd slurm-client munge");
    std::string name = "/tmp/ice-slurm-XXXXXX";  // short: it holds sockets
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder " + name);
    folder_ = name;
    if (const Result started = act({"start", max_array_size}); started.code != 0)
      skip("Slurm does not start here: " + started.err);
  }
  ~Slurm() {
    if (folder_.empty()) return;
    (void)act({"stop"});
    std::error_code none;
    fs::remove_all(folder_, none);
  }
  Slurm(const Slurm&) = delete;
  Slurm& operator=(const Slurm&) = delete;

  // Calls tests/slurm/one_machine.
  void call(const std::vector<std::string>& arguments) const {
    CAPTURE(arguments);
    REQUIRE(act(arguments).code == 0);
  }

  [[nodiscard]] std::vector<std::string> environment() const {
    return {"SLURM_CONF=" + (folder_ / "slurm.conf").string(), path().front()};
  }

 private:
  // Slurm's daemons are in /usr/sbin, which not every shell searches.
  static std::vector<std::string> path() { return {"PATH=/usr/sbin:/usr/bin:/sbin:/bin"}; }

  [[nodiscard]] Result act(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {ICE_SOURCE "/tests/slurm/one_machine", folder_.string()});
    return shell_.run(arguments, path());
  }

  ice::cli::Shell shell_;
  fs::path folder_;
};

// A shell whose commands talk to a cluster.
struct SlurmShell : ClusterShell {
  Slurm slurm;

  explicit SlurmShell(const std::string& max_array_size = "1001") : slurm(max_array_size) {}

  [[nodiscard]] Result on_slurm(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> line{"--on", "slurm"};
    line.insert(line.end(), more.begin(), more.end());
    return command("submit", line, slurm.environment());
  }
  [[nodiscard]] Result bash(const std::string& text) const {
    std::vector<std::string> environment = slurm.environment();
    environment.emplace_back("ICE=" ICE_BUILD "/bin/ice");
    return run({"/bin/bash", "-c", text}, environment);
  }
  // Until the command succeeds; false when it does not within two minutes.
  [[nodiscard]] bool wait_for(const std::string& command) const {
    const std::string loop =
        "for i in {1..100}; do if " + command + "; then exit 0; fi; sleep 0.2; done; exit 1";
    for (int slice = 0; slice < 6; ++slice)
      if (bash(loop).code == 0) return true;
    return false;
  }
  [[nodiscard]] bool wait_for_end() const {
    return wait_for("jobs=$(squeue -h) && [ -z \"$jobs\" ]");
  }
};

}  // namespace

TEST_CASE(
    "Slurm: submit returns, and arrays of the size that it allows make the store of ice run") {
  const SlurmShell shell("4");
  const Result submitted = shell.on_slurm({"--chunk", "3", "--sbatch", "array=%2"});
  CAPTURE(submitted.out, submitted.err);
  REQUIRE(submitted.code == 0);
  CHECK(says(submitted.out, "16 runs in 6 chunks.\n  Slurm job 1, tasks 0-3; Slurm job "));
  CHECK(says(submitted.out, ", tasks 0-1\n"));
  REQUIRE(shell.wait_for_end());
  CHECK(fs::exists(shell.folder() / "jobs/flat-1/logs/1_0.log"));
  CHECK(std::distance(fs::directory_iterator(shell.folder() / "jobs/flat-1/logs"), {}) == 6);
  CHECK(shell.ice({"collect"}).code == 0);
  CHECK(shell.is_as_run());
  CHECK(says(shell.on_slurm().out, "Nothing to submit."));
}

TEST_CASE(
    "Slurm: a lost node, a killed task, a cancelled half, a dead controller: no run is lost") {
  SlurmShell shell;
  shell.study = {"flat.yaml", "seeds=1,2,3,4", "training.epochs=600000"};
  fs::remove(shell.folder() / "ref.db");
  REQUIRE(shell.on_slurm({"--chunk", "1"}).code == 0);
  REQUIRE(shell.wait_for("[ $(ls jobs/flat-1/claims | wc -l) -ge 4 ]"));
  shell.slurm.call({"lose-node", "two"});
  // A claim holds the machine and the process that made it: this one runs on the other node.
  CHECK(shell
            .bash("for claim in jobs/flat-1/claims/*; do"
                  " kill -KILL $(sed 's/.*[.]//' $claim) && exit 0; done; exit 1")
            .code == 0);
  CHECK(shell.bash("scancel 1_[6-7]").code == 0);
  shell.slurm.call({"kill-controller"});
  const Result silent = shell.on_slurm();
  CHECK(silent.code == 2);
  CHECK(says(silent.err, "ice: --on slurm: Slurm does not answer. "));
  shell.slurm.call({"start-controller"});
  REQUIRE(shell.wait_for_end());

  shell.slurm.call({"start-node", "two"});
  REQUIRE(shell.wait_for("sinfo -h -N -n two -t idle -o %N | grep -q two"));
  const Result again = shell.on_slurm();
  CAPTURE(again.out, again.err);
  CHECK(again.code == 0);
  REQUIRE(shell.wait_for_end());
  CHECK(shell.ice({"collect"}).code == 0);
  shell.run_reference();
  CHECK(shell.is_as_run());
}

TEST_CASE("Slurm: a task publishes what has ended before its time limit") {
  SlurmShell shell;
  shell.study = {"flat.yaml", "network.activation=tanh", "training.epochs=3,100000000"};
  // One minute is the shortest limit; the signal comes 50 s before it.
  REQUIRE(
      shell.on_slurm({"--chunk", "4", "--sbatch", "time=1", "--sbatch", "signal=B:TERM@50"}).code ==
      0);
  REQUIRE(shell.wait_for_end());
  CHECK(fs::exists(shell.folder() / "jobs/flat-1/shards/000000.part1.db"));
  CHECK(says(shell.read("jobs/flat-1/logs/1_0.log"), "2 finished. Stopped: these are published."));
  CHECK(says(shell.ice({"collect"}).out, "collected 2 runs of flat"));
  REQUIRE(shell.ice({"run", "flat.yaml", "network.activation=tanh", "-q", "--db", "two.db"}).code ==
          0);
  const std::vector<std::string> query{"sql", "SELECT key, checksum FROM runs ORDER BY key",
                                       "--db"};
  const auto runs_of = [&](const char* store) {
    std::vector<std::string> line = query;
    line.emplace_back(store);
    return shell.ice(line).out;
  };
  CHECK(runs_of("s.db") == runs_of("two.db"));
}
