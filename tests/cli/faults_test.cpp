// What may happen to a sweep, with the built `ice`: it goes on, or stops with all that ended kept.
#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <thread>

#include "base/fd.hpp"
#include "base/text.hpp"
#include "base/value.hpp"
#include "cli/ice.hpp"
#include "sanitized.hpp"
#include "support/skip.hpp"

using namespace std::chrono_literals;
using ice::base::Value;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

using Clock = std::chrono::steady_clock;

// Runs of a millisecond, or as long as `epochs` makes them.
std::string study(const std::string& parameters, const std::string& seeds = "{count: 2}",
                  std::uint64_t epochs = 20, const std::string& limits = "{seconds: 60}") {
  return R"(name: faults
code:
  data: {name: planar, samples: 40}
  network: {hidden: [4], activation: tanh, output: sigmoid}
  loss: binary_cross_entropy
  optimizer: {name: gradient_descent, learning_rate: 1}
  training: {epochs: )" +
         std::to_string(epochs) +
         ", batch_size: full}\nexperiment:\n  metric: {name: train.cost}\n" + "  seeds: " + seeds +
         "\n  limits: " + limits + "\n  parameters:\n" + parameters;
}

const std::string kRates = "    optimizer.learning_rate: {min: 0.1, max: 1, points: 15}\n";

const std::string kIce = ICE_BUILD "/bin/ice";
const std::vector<std::string> kPlugin{"--plugin", ICE_BUILD "/tests/libraries/ruinous.ice.so"};

struct FaultShell : Shell {
  explicit FaultShell(const std::string& text) { write("f.yaml", text); }

  [[nodiscard]] Result run(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"run", "f.yaml"});
    return ice(more);
  }

  // The first column of each row, as text.
  [[nodiscard]] std::vector<std::string> column(const std::string& query) const {
    SQLite::Database db(store().string(), SQLite::OPEN_READONLY);
    SQLite::Statement statement(db, query);
    std::vector<std::string> values;
    while (statement.executeStep()) values.push_back(statement.getColumn(0).getString());
    return values;
  }
  [[nodiscard]] std::size_t runs() const { return column("SELECT key FROM runs").size(); }
  // Of each run's content: key, status, parameters, metrics, curves, plugins.
  [[nodiscard]] std::vector<std::string> checksums() const {
    return column("SELECT checksum FROM runs ORDER BY key");
  }
  // "status: error" of the run whose plugin was asked to do this.
  [[nodiscard]] std::string outcome(const std::string& how) const {
    return column(
               "SELECT status || ': ' || error FROM runs JOIN params ON run_id = runs.id WHERE "
               "name LIKE '%.how' AND value = '" +
               how + "'")
        .at(0);
  }
};

// `ice run f.yaml` under way, its events readable as they come.
class Running {
 public:
  explicit Running(const Shell& shell, std::vector<std::string> arguments = {"-j2", "--json"}) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    out_ = ice::base::Fd(ends[0]);
    const ice::base::Fd write_end(ends[1]);
    const ice::base::Fd errors(
        ::open((shell.folder() / "err").c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    arguments.insert(arguments.begin(), {kIce, "run", "f.yaml"});
    process.emplace(
        ice::base::SpawnOptions{shell.in_folder(arguments),
                                {{write_end.get(), STDOUT_FILENO}, {errors.get(), STDERR_FILENO}},
                                {}});
  }

  // The next event; nothing at the end of all.
  std::optional<Value> next() {
    std::size_t end = 0;
    while ((end = text_.find('\n')) == std::string::npos) {
      std::array<char, 4096> block{};
      const ssize_t n = ::read(out_.get(), block.data(), block.size());
      if (n <= 0) return std::nullopt;  // a line cut short is no event
      text_.append(block.data(), static_cast<std::size_t>(n));
    }
    Value event = Value::parse(text_.substr(0, end));
    text_.erase(0, end + 1);
    return event;
  }

  // Reads on until a run is done, or all is.
  bool wait_for_done() {
    while (const auto event = next())
      if ((*event)["event"] == "done") return done.insert((*event)["key"]), true;
    return false;
  }

  std::optional<ice::base::Process> process;
  std::set<std::string> done;  // acknowledged so far

 private:
  ice::base::Fd out_;
  std::string text_;
};

// Workers of any `ice` whose parent was this process, by their command line.
std::vector<std::string> workers_of(pid_t parent) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string line = ice::test::bytes_of(entry.path() / "cmdline");
    const std::vector<std::string> words = ice::base::split(line, '\0');
    if (words.size() > 4 && words[1] == "__worker" && words[4] == std::to_string(parent))
      found.push_back(entry.path().filename());
  }
  return found;
}

// They end soon after it, on a busy machine later.
bool all_workers_end(pid_t parent) {
  const auto deadline = Clock::now() + 60s;
  while (!workers_of(parent).empty())
    if (std::this_thread::sleep_for(5ms); Clock::now() > deadline) return false;
  return true;
}

// Kills `ice run` again and again at random moments, until it comes to its end.
void kill_until_done(const FaultShell& shell, int kills, unsigned seed) {
  std::mt19937 random(seed);
  std::set<std::string> acknowledged;
  for (int i = 0; i < kills; ++i) {
    Running running(shell);
    const auto patience = std::chrono::microseconds(random() % 40000);
    for (int n = static_cast<int>(random() % 3); n > 0 && running.wait_for_done(); --n) {
    }
    std::this_thread::sleep_for(patience);
    const pid_t pid = running.process->pid();
    running.process->kill(SIGKILL);
    (void)running.process->wait();
    while (running.wait_for_done()) {  // what it had said before it died
    }
    acknowledged.insert(running.done.begin(), running.done.end());
    REQUIRE(all_workers_end(pid));
    if (!std::filesystem::exists(shell.store())) continue;
    const auto keys = shell.column("SELECT key FROM runs WHERE checksum <> ''");
    const std::set<std::string> kept(keys.begin(), keys.end());
    CHECK(kept.size() == keys.size());
    CHECK(std::includes(kept.begin(), kept.end(), acknowledged.begin(), acknowledged.end()));
  }
}

}  // namespace

TEST_CASE("faults: a plugin that goes wrong costs its own runs, which say what happened") {
  const std::string hoards = kIsSanitized ? "" : "hoards, ";  // without a limit it takes all
  const FaultShell shell(
      study("    network.activation: {values: [tanh, {name: ruin/ruinous, at: 5}]}\n"
            "    network.activation.how: {values: [throws, segfaults, aborts, exits, loops,"
            " overflows_stack, " +
                hoards +
                "garbles, prints, resizes, nan], when: {network.activation:"
                " {name: ruin/ruinous, at: 5}}}\n",
            "[7]", 20, kIsSanitized ? "{seconds: 1}" : "{seconds: 1, memory: 64MiB}"));
  const Result result = shell.run({"-j2", kPlugin[0], kPlugin[1]});
  CHECK(result.code == 1);
  CHECK(shell.runs() == (kIsSanitized ? 11 : 12));
  const std::string in_forward = " in epoch 3, layer 1, ruin/ruinous forward";
  CHECK(shell.outcome("throws") == "failed: epoch 3, layer 1: ruin/ruinous forward: cannot go on");
  CHECK(shell.outcome("segfaults") == "crashed: SIGSEGV (segmentation fault)" + in_forward);
  CHECK(shell.outcome("aborts") == "crashed: SIGABRT (aborted)" + in_forward);
  CHECK(shell.outcome("exits") == "crashed: exited with code 0" + in_forward);
  CHECK(shell.outcome("overflows_stack") == "crashed: SIGSEGV (segmentation fault)" + in_forward);
  CHECK(shell.outcome("loops") ==
        "timeout: stopped after 1.0 s (experiment.limits.seconds)" + in_forward);
  if (!kIsSanitized)
    CHECK(shell.outcome("hoards") ==
          "oom: out of memory" + in_forward + " (experiment.limits.memory is 64 MiB)");
  CHECK_THAT(shell.outcome("garbles"), Catch::StartsWith("crashed: sent a damaged message ("));
  CHECK(shell.outcome("prints") ==
        "failed: epoch 3, layer 1: ruin/ruinous forward: cannot go on\n"
        "standard error:\non standard output");
  CHECK(shell.outcome("resizes") ==
        "failed: epoch 3, layer 1: ruin/ruinous forward left its 4x40 output as 1x1. Outputs are "
        "pre-sized: assign, do not resize.");
  CHECK(shell.outcome("nan") == "diverged: the cost or a parameter was not finite at epoch 3");
  CHECK(shell.column("SELECT count(*) FROM runs WHERE status = 'finished'")[0] == "1");
}

TEST_CASE("faults: initializers, losses and optimizers that go wrong cost their own runs too") {
  const FaultShell shell(study(
      "    initializer: {values: [he_normal, {name: ruin/ruinous, how: segfaults}]}\n"
      "    loss: {values: [binary_cross_entropy, {name: ruin/ruinous, how: aborts}]}\n"
      "    optimizer: {values: [{name: gradient_descent, learning_rate: 1}, {name: ruin/ruinous, "
      "how: exits, learning_rate: 1}]}\n",
      "[7]"));
  CHECK(shell.run({"-j2", kPlugin[0], kPlugin[1]}).code == 1);
  const std::string in_step = "crashed: exited with code 0 in epoch 1, ruin/ruinous step";
  const std::string in_gradient =
      "crashed: SIGABRT (aborted) in epoch 1, layer 2, ruin/ruinous gradient";
  const std::string in_fill =
      "crashed: SIGSEGV (segmentation fault) before the first epoch, layer 1, ruin/ruinous fill";
  CHECK(shell.column("SELECT status || ': ' || error FROM runs ORDER BY cell") ==
        std::vector<std::string>{"finished: ", in_step, in_gradient, in_gradient, in_fill, in_fill,
                                 in_fill, in_fill});
}

TEST_CASE("faults: what happened to a run is shown whole") {
  const FaultShell shell(study("    network.activation.how: {values: [prints]}\n", "[7]"));
  (void)shell.run({kPlugin[0], kPlugin[1], "network.activation=ruin/ruinous"});
  const std::string key = shell.column("SELECT key FROM runs").at(0);
  CHECK_THAT(shell.ice({"show", key}).out,
             Catch::Contains("\nerror\n  epoch 1, layer 1: ruin/ruinous forward: cannot go on\n"
                             "  standard error:\n  on standard output\n\nparameters\n"));
}

TEST_CASE("faults: stores do not depend on the number of workers, their order or isolation") {
  const FaultShell one(study(kRates)), two(study(kRates)), isolated(study(kRates));
  CHECK(one.run({"-j1"}).code == 0);
  CHECK(two.run({"-j2", "experiment.order=shuffled"}).code == 0);
  CHECK(isolated.run({"-j2", "--isolate"}).code == 0);
  CHECK(one.checksums().size() == 30);
  CHECK(two.checksums() == one.checksums());
  CHECK(isolated.checksums() == one.checksums());
}

TEST_CASE("faults: Ctrl-C ends it, and the same command does exactly the remainder") {
  const FaultShell shell(study(kRates, "{count: 4}", 5000)),
      undisturbed(study(kRates, "{count: 4}", 5000));
  Running running(shell);
  for (int i = 0; i < 3; ++i) REQUIRE(running.wait_for_done());
  const pid_t pid = running.process->pid();
  ::kill(pid, SIGINT);
  const auto status = running.process->wait();
  CHECK(status.code == 130);
  CHECK(all_workers_end(pid));
  while (running.wait_for_done()) {
  }
  const std::size_t kept = shell.runs();
  CHECK(kept == running.done.size());
  CHECK(kept < 60);
  CHECK(shell.read("err") == "Stopped by SIGINT: what ended is recorded, " +
                                 std::to_string(60 - kept) +
                                 " runs left. To go on: ice run f.yaml\n");
  Running rest(shell);
  while (rest.wait_for_done()) {
  }
  CHECK(rest.process->wait().code == 0);
  CHECK(rest.done.size() == 60 - kept);
  CHECK(undisturbed.run({"-j2"}).code == 0);
  CHECK(shell.checksums() == undisturbed.checksums());
}

TEST_CASE("faults: a run that does not end is left after Ctrl-C, without a record") {
  const FaultShell shell(study("    network.activation.how: {values: [loops]}\n", "[7]", 5, "{}"));
  Running running(shell, {"--json", kPlugin[0], kPlugin[1], "network.activation=ruin/ruinous"});
  while (const auto event = running.next())
    if ((*event)["event"] == "started") break;
  ::kill(running.process->pid(), SIGINT);
  CHECK(running.process->wait().code == 130);
  CHECK(shell.runs() == 0);
}

TEST_CASE("faults: killed at random moments, no run that was told done is lost, none is doubled") {
  const FaultShell shell(study(kRates, "{count: 10}", 1000)),
      undisturbed(study(kRates, "{count: 10}", 1000));
  kill_until_done(shell, 20, 1);
  CHECK(shell.run({"-j2"}).code == 0);
  CHECK(undisturbed.run({"-j2"}).code == 0);
  CHECK(shell.checksums().size() == 150);
  CHECK(shell.checksums() == undisturbed.checksums());
}

TEST_CASE("faults: the same, 500 times", "[.slow]") {
  const FaultShell shell(study(kRates, "{count: 200}", 5000));
  kill_until_done(shell, 500, 2);
  CHECK(shell.run({"-j2"}).code == 0);
  CHECK(shell.runs() == 3000);
}

TEST_CASE("faults: a second run on the same store is told who has it") {
  const FaultShell shell(study(kRates, "{count: 4}", 50000));
  Running running(shell);
  REQUIRE(running.wait_for_done());
  const Result second = shell.run();
  CHECK(second.code == 3);
  CHECK_THAT(second.err, Catch::Contains(std::to_string(running.process->pid())));
  running.process->kill(SIGKILL);
  (void)running.process->wait();
  CHECK(shell.run({"--limit", "1"}).code == 0);  // no lock outlives its holder
}

TEST_CASE("faults: a store that was being made when the run was stopped is made by the next one") {
  const FaultShell shell(study(kRates, "[7]"));
  // What a kill leaves between SQLite's first page and the tables.
  SQLite::Database(shell.store().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("PRAGMA journal_mode = WAL");
  const Result before = shell.ice({"runs"});
  CHECK(before.code == 3);
  CHECK_THAT(before.err, Catch::Contains("nothing is recorded in it yet. 'ice run FILE' records"));
  CHECK(shell.ice({"plan", "f.yaml"}).code == 0);
  CHECK(shell.run().code == 0);
  CHECK(shell.runs() == 15);
}

TEST_CASE("faults: too few descriptors or processes are no bug, and lose nothing") {
  if (kIsSanitized) skip("UBSan takes descriptors to look at objects");
  const FaultShell shell(study(kRates, "[7]"));
  int worked = 0;
  for (int limit = 4; limit <= 32; limit += 2) {
    const Result result =
        shell.Shell::run({"/bin/sh", "-c", "ulimit -n " + std::to_string(limit) + "; exec \"$@\"",
                          "sh", kIce, "run", "f.yaml", "-j2", "--force"});
    INFO("ulimit -n " << limit << ": " << result.code << " " << result.err);
    CHECK_THAT(result.err, !Catch::Contains("bug in ice"));
    CHECK((result.code == 0 || result.code == 2 || result.code == 3 || result.code == 127));
    worked += result.code == 0 ? 1 : 0;
  }
  CHECK(worked > 0);
  CHECK(shell.runs() == 15);
}

TEST_CASE("faults: standard streams that are closed do no harm to the store") {
  const FaultShell shell(study(kRates, "[7]"));
  const Result result =
      shell.Shell::run({"/bin/sh", "-c", "exec \"$@\" <&- >&- 2>&-", "sh", kIce, "run", "f.yaml"});
  CHECK(result.code == 0);
  CHECK(shell.runs() == 15);
}
