// A worker in a process of its own, spoken to over its socket as the coordinator does.
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <csignal>
#include <filesystem>

#include "base/process.hpp"
#include "nn/network_file.hpp"
#include "sanitized.hpp"
#include "support/jobs.hpp"
#include "support/skip.hpp"
#include "support/temporary_folder.hpp"
#include "worker/crash_mark.hpp"
#include "worker/frame.hpp"
#include "worker/worker.hpp"

using namespace ice;
using namespace ice::worker;
using ice::base::Value;
using ice::store::Status;
using test::Jobs;

namespace {

class WorkerAtHand {
 public:
  explicit WorkerAtHand(const Setup& setup) {
    std::array<int, 2> ends{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
    socket_ = ice::base::Fd(ends[0]);
    const ice::base::Fd theirs(ends[1]);
    const ice::base::Fd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
    ice::base::SpawnOptions options{
        .argv = {ice::base::self_program(), kWorkerRole, std::to_string(theirs.get()),
                 std::to_string(progress.fd()), std::to_string(::getpid())},
        .descriptors = {{theirs.get(), theirs.get()},
                        {progress.fd(), progress.fd()},
                        {null.get(), STDERR_FILENO}},
        .environment = {"OPENBLAS_NUM_THREADS=1"}};
    for (const Setup::Dataset& dataset : setup.datasets)
      options.descriptors.emplace_back(dataset.fd, dataset.fd);
    process.emplace(options);
    say(setup);
  }

  void say(const ToWorker& message) { send_frame(socket_.get(), to_value(message)); }
  void say_bytes(const std::string& bytes) {
    REQUIRE(::write(socket_.get(), bytes.data(), bytes.size()) ==
            static_cast<ssize_t>(bytes.size()));
  }
  void hang_up() { socket_.reset(); }

  FromWorker hear() {
    for (;;) {
      if (auto value = reader_.next()) return from_worker_from(std::move(*value));
      REQUIRE(receive(socket_.get(), reader_));
    }
  }

  RunResult run(Job job) {
    const std::uint64_t id = job.id;
    say(std::move(job));
    CHECK(std::get<Begun>(hear()).job == id);
    for (;;) {
      FromWorker message = hear();
      if (auto* ended = std::get_if<Ended>(&message)) {
        CHECK(ended->job == id);
        return ended->result;
      }
    }
  }

  CrashMark progress;
  std::optional<ice::base::Process> process;

 private:
  ice::base::Fd socket_;
  FrameReader reader_;
};

std::vector<double> costs_of(const RunResult& result) { return result.curves.at(0).values; }

}  // namespace

TEST_CASE("worker: a job comes back with its metrics and curves") {
  const Jobs jobs;
  WorkerAtHand worker(jobs.setup);
  const RunResult result = worker.run(jobs.job(4));
  CHECK(result.status == Status::kFinished);
  CHECK(result.epochs == 5);
  CHECK(result.seconds > 0);
  CHECK(result.curves.at(0).metric == "train.cost");
  CHECK(result.curves.at(0).epochs == std::vector<std::uint64_t>{1, 2, 3, 4, 5});
  CHECK(result.metrics.at(0).final < costs_of(result).front());
}

TEST_CASE("worker: a run's numbers do not depend on what ran before it") {
  const Jobs jobs;
  WorkerAtHand first(jobs.setup), second(jobs.setup);
  const auto alone = costs_of(first.run(jobs.job(1)));
  for (const char* how : {"rounds_up", "throws", "nan", "resizes"})
    (void)second.run(
        jobs.job(2, {"network.activation={name: ruin/ruinous, how: " + std::string(how) + "}"}));
  CHECK(costs_of(second.run(jobs.job(3))) == alone);
}

TEST_CASE("worker: a trained network is saved, the final one or that of the best epoch") {
  Jobs jobs;
  jobs.setup.metric = "train.accuracy";
  WorkerAtHand worker(jobs.setup);
  const test::TemporaryFolder folder;
  const auto saved_epoch = [&](const std::string& name, bool best,
                               const std::vector<std::string>& overrides) -> Value {
    Job job = jobs.job(1, overrides);
    job.network_file = (folder / name).string();
    job.saves_best = best;
    const RunResult result = worker.run(job);
    if (!std::filesystem::exists(job.network_file)) return to_string(result.status);
    const Value about = ice::nn::read_about(job.network_file);
    CHECK(about["code"] == job.code.resolved);
    CHECK(about["data"] == to_value(jobs.setup.datasets[0].shape));
    CHECK(about["metric"] == (name == "final.h5" ? "" : "train.accuracy"));
    for (const ice::store::Metric& metric : result.metrics)  // one truth about the best epoch
      if (best && metric.name == "train.accuracy") CHECK(about["epoch"] == metric.best_epoch);
    return about["epoch"];
  };
  CHECK(saved_epoch("final.h5", false, {}) == 5);
  // The last step at this rate ruins what was learnt: the best epoch is an earlier one.
  const Value best = saved_epoch("best.h5", true, {"optimizer.learning_rate=300"});
  CHECK(best >= 1);
  CHECK(best < 5);
  CHECK(saved_epoch("restored.h5", false,
                    {"optimizer.learning_rate=300", "training.early_stopping.metric=train.accuracy",
                     "training.early_stopping.restore_best=true"}) == best);
  CHECK(saved_epoch("diverged.h5", false,
                    {"loss=squared_error", "network.output=linear", "network.activation=linear",
                     "optimizer.learning_rate=1e30"}) == "diverged");
}

TEST_CASE("worker: the best of the experiment's metric does not depend on what is recorded") {
  for (const std::string metric : {"train.accuracy", "train.f1", "train.cost", "train.asymmetry"}) {
    for (const bool stops : {false, true}) {
      std::vector<std::string> overrides{"training.epochs=30", "optimizer.learning_rate=20"};
      if (stops) overrides.emplace_back("training.early_stopping={metric: train.recall}");
      std::vector<ice::store::Metric> found;
      for (const std::uint64_t points : {2U, 5U, 100U}) {
        Jobs jobs;
        jobs.setup.metric = metric;
        jobs.setup.record_points = points;
        for (const ice::store::Metric& m :
             WorkerAtHand(jobs.setup).run(jobs.job(1, overrides)).metrics)
          if (m.name == metric) found.push_back(m);
      }
      CAPTURE(metric, stops);
      REQUIRE(found.size() == 3);
      for (const ice::store::Metric& m : found) {
        CHECK(m.best == found[0].best);
        CHECK(m.best_epoch == found[0].best_epoch);
        CHECK(m.final == found[0].final);
      }
    }
  }
}

TEST_CASE("worker: a network that diverged has no accuracy, and none of any other score") {
  const Jobs jobs;
  WorkerAtHand worker(jobs.setup);
  for (const std::string precision : {"float32", "float64"}) {
    const RunResult result = worker.run(jobs.job(
        1, {"training.precision=" + precision, "training.epochs=200", "network.activation=linear",
            "loss=squared_error", "network.output=linear", "optimizer.learning_rate=1e6"}));
    REQUIRE(result.status == Status::kDiverged);
    for (const ice::store::Metric& metric : result.metrics) {
      CAPTURE(precision, metric.name);
      CHECK(std::isnan(metric.final));
      CHECK(metric.best_epoch < result.epochs);
    }
    for (const ice::store::Curve& curve : result.curves) CHECK(std::isnan(curve.values.back()));
  }
}

TEST_CASE("worker: a run whose network cannot be saved failed, and says where") {
  const Jobs jobs;
  WorkerAtHand worker(jobs.setup);
  Job job = jobs.job(1);
  job.network_file = "/nowhere/n.h5";
  const RunResult result = worker.run(job);
  CHECK(result.status == Status::kFailed);
  CHECK(result.error ==
        "epoch 5, /nowhere/n.h5: cannot be made. Is the disk full, or the folder read-only?");
  CHECK(worker.run(jobs.job(2)).status == Status::kFinished);
}

TEST_CASE("worker: float and double, one data set each, in one worker") {
  const Jobs jobs;
  WorkerAtHand worker(jobs.setup);
  const auto single = costs_of(worker.run(jobs.job(1)));
  const auto twice = costs_of(worker.run(jobs.job(2, {"training.precision=float64"})));
  CHECK(single != twice);
  for (std::size_t i = 0; i < single.size(); ++i)
    CHECK(single[i] == Approx(twice[i]).epsilon(1e-5));
}

TEST_CASE("worker: an exception is told with epoch, layer and plugin") {
  const Jobs jobs;
  WorkerAtHand worker(jobs.setup);
  const auto error_of = [&](const std::string& override) {
    const RunResult result = worker.run(jobs.job(1, {override}));
    CHECK(result.status == Status::kFailed);
    CHECK(result.curves.empty());
    return result.error;
  };
  CHECK(error_of("network.activation={name: ruin/ruinous, how: throws}") ==
        "epoch 1, layer 1: ruin/ruinous forward: cannot go on");
  CHECK(error_of("network.activation={name: ruin/ruinous, how: throws, at: 7}") ==
        "epoch 4, layer 1: ruin/ruinous forward: cannot go on");
  CHECK(error_of("initializer={name: ruin/ruinous, how: throws}") ==
        "layer 1: ruin/ruinous fill: cannot go on");
  CHECK(error_of("loss={name: ruin/ruinous, how: throws}") ==
        "epoch 1, layer 2: ruin/ruinous gradient: cannot go on");
  CHECK(error_of("optimizer={name: ruin/ruinous, how: throws, learning_rate: 1}") ==
        "epoch 1, ruin/ruinous step: cannot go on");
  CHECK(error_of("network.activation={name: ruin/constructor, how: throws}") ==
        "ruin/constructor constructor: cannot go on");
}

TEST_CASE("worker: epochs that ended before an error are counted") {
  const Jobs jobs;
  WorkerAtHand worker(jobs.setup);
  const RunResult result =
      worker.run(jobs.job(1, {"network.activation={name: ruin/ruinous, how: throws, at: 7}"}));
  CHECK(result.epochs == 3);
}

TEST_CASE("worker: memory past the limit ends the run alone, and is given back") {
  if (kIsSanitized) skip("a sanitizer takes the memory that is to be limited");
  Jobs jobs;
  jobs.setup.memory = std::uint64_t{128} << 20;
  WorkerAtHand worker(jobs.setup);
  const RunResult result =
      worker.run(jobs.job(1, {"network.activation={name: ruin/ruinous, how: hoards}"}));
  CHECK(result.status == Status::kOom);
  CHECK(result.error ==
        "out of memory in epoch 1, layer 1, ruin/ruinous forward (experiment.limits.memory is 128 "
        "MiB)");
  CHECK(worker.run(jobs.job(2)).status == Status::kFinished);
}

TEST_CASE("worker: the first run needs no more memory than a later one") {
  if (kIsSanitized) skip("a sanitizer takes the memory that is to be limited");
  for (const std::uint64_t mebibytes : {1, 2, 4, 8, 16, 32}) {
    Jobs jobs;
    jobs.setup.memory = mebibytes << 20;
    WorkerAtHand worker(jobs.setup);
    const Status first = worker.run(jobs.job(1, {"network.hidden=[64, 64]"})).status;
    const Status second = worker.run(jobs.job(2, {"network.hidden=[64, 64]"})).status;
    INFO(mebibytes << " MiB");
    CHECK(first == second);
  }
}

TEST_CASE("worker: it marks where it is, also when it dies") {
  const Jobs jobs;
  WorkerAtHand worker(jobs.setup);
  const Job job = jobs.job(1, {"network.activation={name: ruin/ruinous, how: segfaults, at: 5}"});
  worker.say(job);
  CHECK(worker.process->wait().signal == SIGSEGV);
  CHECK(describe(worker.progress.get(), job.code) == "in epoch 3, layer 1, ruin/ruinous forward");
}

TEST_CASE("worker: it ends when the coordinator hangs up, and at a message that is none") {
  const Jobs jobs;
  WorkerAtHand first(jobs.setup), second(jobs.setup);
  first.hang_up();
  CHECK(first.process->wait().ok());
  second.say_bytes("this is no frame");
  CHECK(second.process->wait().code == 1);
}

TEST_CASE("worker: one whose parent is another process does not begin") {
  const auto ended = ice::base::run_to_end({ice::base::self_program(), kWorkerRole, "3", "4", "1"},
                                           std::chrono::seconds(10));
  CHECK(ended.status.code == 1);
}
