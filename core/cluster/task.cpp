#include "cluster/task.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cluster/choose.hpp"
#include "cluster/freeze.hpp"
#include "cluster/publish.hpp"
#include "code/run_key.hpp"
#include "data/dataset.hpp"
#include "data/section.hpp"
#include "run/environment.hpp"
#include "store/upgrade/backup.hpp"

namespace ice::cluster {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kBetweenLooks{500};
constexpr std::size_t kShownDigits = 12;

void require_same_program(const JobFolder& folder) {
  const FrozenPlan& plan = folder.plan();
  const std::string mine = run::ice_version();
  if (plan.ice_version != mine)
    throw base::UserError(
        folder.path().string(),
        fmt::format("it was submitted by ice {}, this one is {}", plan.ice_version, mine),
        "Install the same ice on all machines, or submit again");
  if (plan.numerics != code::kNumericsVersion)
    throw base::UserError(folder.path().string(),
                          fmt::format("it was submitted with numerics {}, this ice has {}",
                                      plan.numerics, code::kNumericsVersion),
                          "Install the same ice on all machines, or submit again");
}

std::string describe(const FrozenData& data, const fs::path& study_folder) {
  std::vector<std::string> files;
  for (const data::NamedFile& file : data::files_of(data.section, {study_folder}))
    files.push_back(file.path.string());
  return files.empty() ? "data set " + data.section.value("name", std::string())
                       : base::join(files, ", ");
}

// Says why this machine plans other runs than the one that submitted.
[[noreturn]] void throw_other_runs(const JobFolder& folder, const study::Study& study) {
  const fs::path study_folder = fs::path(study.file).parent_path();
  for (const FrozenData& data : folder.plan().data) {
    const std::string mine = data::digest(data::load(data.section, {study_folder}));
    if (mine != data.sha256)
      throw base::UserError(
          describe(data, study_folder),
          fmt::format("other data than when the study was submitted (SHA-256 {}.., here {}..)",
                      data.sha256.substr(0, kShownDigits), mine.substr(0, kShownDigits)),
          "Put the same file there, or submit again");
  }
  throw base::UserError(folder.path().string(),
                        "this machine plans other runs than the one that submitted",
                        "Is the same ice installed on both?");
}

// Compares the plan that was made here with the frozen one before anything is trained.
class CheckedObserver : public run::Observer {
 public:
  CheckedObserver(const JobFolder& folder, const study::Study& study, const Chunk& chunk,
                  run::Observer& inner)
      : folder_(folder), study_(study), chunk_(chunk), inner_(inner) {}

  void planned(const plan::Plan& plan) override {
    std::vector<plan::PlannedTrial> trials = plan.trials;
    trials.insert(trials.end(), plan.recorded.begin(), plan.recorded.end());
    std::ranges::sort(trials, {}, &plan::PlannedTrial::slot);
    if (keys_sha256(trials) != chunk_.keys_sha256) throw_other_runs(folder_, study_);
    inner_.planned(plan);
  }
  void started(const run::Started& run) override { inner_.started(run); }
  void progress(const run::Progress& run) override { inner_.progress(run); }
  void done(const store::Run& run) override { inner_.done(run); }
  void worker_lost(unsigned worker, const std::string& how) override {
    inner_.worker_lost(worker, how);
  }

 private:
  const JobFolder& folder_;
  const study::Study& study_;
  const Chunk& chunk_;
  run::Observer& inner_;
};

// Sets flag() when the task is to stop, or when another task has published the chunk.
class Watch {
 public:
  Watch(const JobFolder& folder, std::size_t chunk, const std::atomic<int>* stop)
      : thread_([this, &folder, chunk, stop](const std::stop_token& end) {
          std::unique_lock lock(mutex_);
          while (!end.stop_requested()) {
            if (stop != nullptr && *stop != 0)
              flag_ = stop->load();
            else if (folder.is_published(chunk))
              flag_ = kNotNeeded;
            wake_.wait_for(lock, end, kBetweenLooks, [] { return false; });
          }
        }) {}

  [[nodiscard]] const std::atomic<int>* flag() const { return &flag_; }
  [[nodiscard]] bool found_published() const { return flag_ == kNotNeeded; }

 private:
  static constexpr int kNotNeeded = -1;

  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::atomic<int> flag_{0};
  std::jthread thread_;  // last: it uses the others
};

// One task in one folder.
class Task {
 public:
  Task(const JobFolder& folder, std::size_t index, const TaskOptions& options,
       const TaskEvents& events)
      : folder_(folder),
        options_(options),
        events_(events),
        study_(frozen_study(folder.plan(), folder.plugins())),
        own_(index) {
    if (folder.plan().has_copies)
      study_.file = (folder.data() / fs::path(study_.file).filename()).string();
  }

  void run() {
    while (const auto chunk = take()) {
      const ChunkOutcome outcome = run_chunk(*chunk);
      if (own_ == *chunk) own_.reset();
      events_.ended(outcome);
      if (outcome.how == ChunkOutcome::How::kStopped) return;
    }
  }

 private:
  [[nodiscard]] bool must_stop() const { return options_.stop != nullptr && *options_.stop != 0; }

  std::optional<std::size_t> take() {
    while (!must_stop()) {
      const std::vector<ChunkState> states = folder_.states();
      const auto chunk = choose(states, own_);
      if (!chunk || folder_.claim(*chunk, states[*chunk].claims + 1, this_task())) return chunk;
    }
    return std::nullopt;
  }

  ChunkOutcome run_chunk(std::size_t chunk) {
    const fs::path place = options_.scratch / fmt::format("chunk-{}", chunk);
    fs::create_directories(place);
    const fs::path store = place / "shard.db";
    take_parts(chunk, store);
    const Watch watch(folder_, chunk, options_.stop);
    ChunkOutcome outcome{chunk, ChunkOutcome::How::kNotNeeded, train(chunk, store, watch)};
    if (!watch.found_published()) outcome.how = publish(chunk, store, outcome.summary);
    fs::remove_all(place);
    return outcome;
  }

  // What tasks that had to stop have published of the chunk.
  void take_parts(std::size_t chunk, const fs::path& store) const {
    const std::vector<fs::path> parts = folder_.parts(chunk);
    if (parts.empty()) return;
    store::Writer writer(store);
    const std::int64_t revision = writer.add_study(study_);
    for (const fs::path& part : parts) (void)writer.merge(part, revision);  // damaged: run again
  }

  run::Summary train(std::size_t chunk, const fs::path& store, const Watch& watch) const {
    run::RunOptions options;
    options.workers = options_.workers;
    options.stop = watch.flag();
    options.plan.only = folder_.plan().chunks[chunk].slots;
    const auto observer = events_.begins(study_, chunk);
    CheckedObserver checked(folder_, study_, folder_.plan().chunks[chunk], *observer);
    return run::run_study(study_, options, store, checked);
  }

  ChunkOutcome::How publish(std::size_t chunk, const fs::path& store,
                            const run::Summary& summary) const {
    using How = ChunkOutcome::How;
    if (summary.interrupted && summary.ended.empty()) return How::kStopped;
    const fs::path shard = store.parent_path() / "published.db";
    store::back_up(store, shard);  // one file, without a log beside it
    folder_.publish_networks(store.parent_path() / "weights");
    if (!summary.interrupted)
      return folder_.publish(chunk, shard) ? How::kPublished : How::kNotNeeded;
    folder_.publish_part(chunk, shard);
    return How::kStopped;
  }

  const JobFolder& folder_;
  const TaskOptions& options_;
  const TaskEvents& events_;
  study::Study study_;
  std::optional<std::size_t> own_;  // until it has run
};

}  // namespace

void run_task(const JobFolder& folder, std::size_t index, const TaskOptions& options,
              const TaskEvents& events) {
  require_same_program(folder);
  const std::size_t chunks = folder.plan().chunks.size();
  if (index >= chunks)
    throw base::UserError(
        "INDEX", fmt::format("{} has chunks 0 to {}, got {}", folder.name(), chunks - 1, index));
  Task(folder, index, options, events).run();
}

}  // namespace ice::cluster
