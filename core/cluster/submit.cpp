#include "cluster/submit.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/error.hpp"
#include "cluster/freeze.hpp"
#include "cluster/under_way.hpp"
#include "code/network_summary.hpp"
#include "code/run_key.hpp"
#include "run/environment.hpp"
#include "store/query/query.hpp"

namespace ice::cluster {
namespace {

namespace fs = std::filesystem;

// A guess for a run that nobody has timed: small matrices, one core.
constexpr double kFlopsPerSecond = 1e9;
constexpr double kLeastSeconds = 1e-3;
constexpr double kMostRuns = 1e6;  // of a chunk

RunTime run_time(const study::Study& study, const fs::path& store, plan::PlanningContext& context,
                 const plan::PlannedTrial& first) {
  const auto row = store::Reader(store).find_study(study.name);
  if (row && row->mean_seconds) {
    const auto finished = row->statuses.find(store::Status::kFinished);
    return {std::max(*row->mean_seconds, kLeastSeconds),
            finished == row->statuses.end() ? 1 : finished->second};
  }
  const plan::ResolvedTrial made = context.resolve(first);
  const code::NetworkSummary network =
      code::summarize(made.resolved, context.datasets.at(made.dataset).shape);
  const auto epochs = static_cast<double>(made.resolved.code.epochs);
  return {std::max(network.flops_per_epoch * epochs / kFlopsPerSecond, kLeastSeconds), 0};
}

// What of a plan is still to be given to an engine, beside what earlier folders hold.
class Missing {
 public:
  explicit Missing(const plan::Plan& plan) {
    for (const auto* trials : {&plan.trials, &plan.recorded})
      for (const plan::PlannedTrial& trial : *trials) planned_[trial.slot] = &trial;
    for (const plan::PlannedTrial& trial : plan.trials) slots_.insert(trial.slot);
  }

  // Whether the chunk holds runs of this plan, and one of them is missing: it then has them.
  bool give_to(const Chunk& chunk) {
    const bool is_wanted =
        std::ranges::any_of(chunk.slots, [&](std::uint64_t slot) { return slots_.contains(slot); });
    if (!is_wanted || !is_planned(chunk)) return false;
    for (const std::uint64_t slot : chunk.slots) slots_.erase(slot);
    return true;
  }

  // Whether some of the chunk's runs are recorded, or given away.
  [[nodiscard]] bool is_begun(const Chunk& chunk) const {
    return std::ranges::any_of(chunk.slots,
                               [&](std::uint64_t slot) { return !slots_.contains(slot); });
  }

  [[nodiscard]] std::vector<plan::PlannedTrial> rest() const {
    std::vector<plan::PlannedTrial> trials;
    for (const std::uint64_t slot : slots_) trials.push_back(*planned_.at(slot));
    return trials;
  }

 private:
  // A plugin or data file that changed since then gives other keys.
  [[nodiscard]] bool is_planned(const Chunk& chunk) const {
    std::vector<plan::PlannedTrial> trials;
    for (const std::uint64_t slot : chunk.slots) {
      const auto found = planned_.find(slot);
      if (found == planned_.end()) return false;
      trials.push_back(*found->second);
    }
    return keys_sha256(trials) == chunk.keys_sha256;
  }

  std::unordered_map<std::uint64_t, const plan::PlannedTrial*> planned_;  // by slot
  std::set<std::uint64_t> slots_;
};

// Chunks that are given to the engine.
struct Work {
  JobFolder folder;
  std::vector<std::size_t> chunks;
  bool is_new = false;
};

class Submitting {
 public:
  Submitting(const study::Study& study, const SubmitOptions& options, const Engine& engine,
             const fs::path& store)
      : study_(study), options_(options), engine_(engine), store_(store) {}

  Submitted run() {
    submitted_.collected = collect_all(store_, study_.name, submitted_.warnings);
    run::with_plan(study_, options_.run, store_,
                   [&](plan::PlanningContext& context, const plan::Plan& plan) {
                     submitted_.recorded = plan.recorded.size();
                     std::ranges::copy(plan.warnings, std::back_inserter(submitted_.warnings));
                     give(context, plan);
                   });
    return std::move(submitted_);
  }

 private:
  void give(plan::PlanningContext& context, const plan::Plan& plan) {
    Missing missing(plan);
    std::vector<std::string> known;  // complaints: collect_all has told them
    std::vector<Work> works;
    for (const JobFolder& folder : job_folders(jobs_beside(store_), known))
      if (auto again = again_of(folder, missing); !again.empty())
        works.push_back({folder, std::move(again), false});
    if (under_way_.is_slurm_silent())
      throw base::UserError("squeue", "Slurm's controller does not answer",
                            "Which tasks still wait or run is not known. Try again later");
    if (const auto rest = missing.rest(); !rest.empty())
      works.push_back(new_work(context, plan, rest));
    for (const Work& work : works) start(work);
  }

  // Chunks of an earlier folder that are missing and that no engine has.
  std::vector<std::size_t> again_of(const JobFolder& folder, Missing& missing) {
    const FrozenPlan& frozen = folder.plan();
    const bool is_same = frozen.study_name == study_.name && frozen.study_text == study_.text &&
                         frozen.ice_version == run::ice_version() &&
                         frozen.numerics == code::kNumericsVersion;
    if (!is_same) return {};
    const std::vector<ChunkState> states = folder.states();
    const auto under_way = under_way_.of(folder);
    std::vector<std::size_t> again;
    for (std::size_t i = 0; i < states.size(); ++i) {
      const bool is_under_way = under_way.contains(i);
      // A task goes on where parts of its chunk end, but would repeat runs that were made
      // elsewhere.
      const bool repeats =
          !is_under_way && states[i].parts == 0 && missing.is_begun(frozen.chunks[i]);
      if (states[i].is_published || repeats || !missing.give_to(frozen.chunks[i])) continue;
      if (is_under_way)
        submitted_.under_way += frozen.chunks[i].slots.size();
      else
        again.push_back(i);
    }
    return again;
  }

  Work new_work(plan::PlanningContext& context, const plan::Plan& plan,
                const std::vector<plan::PlannedTrial>& trials) {
    submitted_.run_time = run_time(study_, store_, context, trials.front());
    const double fitting = options_.chunk_seconds / submitted_.run_time.seconds;
    FreezeOptions freezing;
    freezing.runs_per_chunk =
        options_.chunk_runs > 0
            ? options_.chunk_runs
            : static_cast<std::uint64_t>(std::clamp(std::floor(fitting), 1.0, kMostRuns));
    freezing.seconds = submitted_.run_time.seconds;
    freezing.copy_data = options_.copy_data;
    JobFolder folder(freeze(study_, context, plan, trials, freezing, jobs_beside(store_)));
    std::vector<std::size_t> chunks(folder.plan().chunks.size());
    for (std::size_t i = 0; i < chunks.size(); ++i) chunks[i] = i;
    return {std::move(folder), std::move(chunks), true};
  }

  void start(const Work& work) {
    Given given{work.folder.path(), work.is_new, work.chunks.size(), 0, {}};
    for (const std::size_t chunk : work.chunks)
      given.runs += work.folder.plan().chunks[chunk].slots.size();
    given.how = engine_.start(work.folder, work.chunks);
    submitted_.given.push_back(std::move(given));
  }

  const study::Study& study_;
  const SubmitOptions& options_;
  const Engine& engine_;
  const fs::path& store_;
  UnderWay under_way_;
  Submitted submitted_;
};

}  // namespace

Submitted submit(const study::Study& study, const SubmitOptions& options, const Engine& engine,
                 const fs::path& store) {
  if (study::learns(study.experiment.method))
    throw base::UserError(study.file, "each cell of it follows from earlier results",
                          "Such a study cannot be submitted: 'ice run' runs it on this machine");
  return Submitting(study, options, engine, store).run();
}

}  // namespace ice::cluster
