#include "run/run_study.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <optional>
#include <utility>

#include "base/cores.hpp"
#include "plan/planner.hpp"
#include "plan/planning_context.hpp"
#include "run/environment.hpp"
#include "run/process_launcher.hpp"
#include "run/saved_networks.hpp"
#include "run/scheduler.hpp"
#include "run/worker_setup.hpp"
#include "store/info.hpp"
#include "store/query/query.hpp"
#include "store/store.hpp"

namespace ice::run {
namespace {

std::filesystem::path folder_of(const study::Study& study) {
  return std::filesystem::path(study.file).parent_path();
}

// Opens an existing store at once, so that one in use is reported before data are loaded. Makes a
// new store when it is first needed, so that a study with errors leaves none behind.
class LazyWriter {
 public:
  explicit LazyWriter(std::filesystem::path file) : file_(std::move(file)) {
    if (store::has_store(file_)) writer_.emplace(file_);
  }
  store::Writer& get() {
    if (!writer_) writer_.emplace(file_);
    return *writer_;
  }

 private:
  std::filesystem::path file_;
  std::optional<store::Writer> writer_;
};

std::vector<store::PluginUse> uses_of(const code::ResolvedCode& resolved) {
  std::map<std::pair<plugin::Kind, std::string>, store::PluginUse> uses;
  for (const code::PluginReference& reference : resolved.plugins) {
    const plugin::PluginInfo& plugin = *reference.plugin;
    uses[{plugin.kind, plugin.id}] = {to_string(plugin.kind), plugin.id, plugin.version,
                                      plugin.sha256, plugin.file.string()};
  }
  std::vector<store::PluginUse> list;
  for (auto& [name, use] : uses) list.push_back(std::move(use));
  return list;
}

// Where trained networks are saved. Unless the study says otherwise, a study of one run keeps the
// final network and a sweep keeps none.
struct Saving {
  std::filesystem::path store;
  std::string metric;  // of the experiment
  code::Save unless_given;

  Saving(std::filesystem::path beside, const study::Study& study, const plan::Plan& plan)
      : store(std::move(beside)),
        metric(study.experiment.metric),
        unless_given(plan.slots == 1 ? code::Save::kFinal : code::Save::kNone) {}

  void arrange(const std::string& key, worker::Job& job) const {
    const std::string network = kept_network(job.code, unless_given, metric);
    if (network.empty()) return;
    make_network_folder(store);
    job.network_file = network_file(store, key, network);
    job.saves_best = job.code.save == code::Save::kBest;
  }
};

// The plan's options, which then look for networks beside the store.
plan::PlanOptions with_networks(plan::PlanOptions options, const std::filesystem::path& store) {
  options.has_network = [store](const std::string& key, const std::string& network) {
    return std::filesystem::exists(network_file(store, key, network));
  };
  return options;
}

// The cell as the store keeps it.
store::Cell cell_identity(const plan::PlanningContext& context, const plan::PlannedCell& cell,
                          const std::vector<std::pair<std::string, base::Value>>& parameters) {
  store::Cell identity{code::unpack_key(cell.key), context.datasets.at(cell.dataset).shape.digest,
                       code::kNumericsVersion, base::Value::object()};
  for (const auto& [name, value] : parameters) identity.varied[name] = value;
  return identity;
}

ReadyTrial ready(plan::PlanningContext& context, const Saving& saving, const plan::Plan& plan,
                 const plan::PlannedTrial& planned) {
  plan::ResolvedTrial made = context.resolve(planned);
  study::Trial& trial = made.trial;
  ReadyTrial ready;
  ready.run.key = code::unpack_key(planned.key);
  ready.run.cell = trial.cell;
  ready.run.identity = cell_identity(context, plan.cells[planned.cell], trial.parameters);
  ready.run.seed = trial.seed;
  ready.run.params = code::flatten(made.resolved);
  ready.run.plugins = uses_of(made.resolved);
  ready.varied = std::move(trial.parameters);
  ready.job = {planned.slot, trial.seed, made.dataset, std::move(made.code)};
  saving.arrange(ready.run.key, ready.job);
  return ready;
}

// The links of the recorded runs of a plan, from index `first` on. The seeds of a cell are
// neighbours in the plan: its identity is made once for all of them.
std::vector<store::Link> links_of_recorded(const plan::PlanningContext& context,
                                           const plan::Plan& plan, std::size_t first) {
  std::vector<store::Link> links;
  std::optional<std::size_t> cell;
  store::Cell identity;
  for (std::size_t i = first; i < plan.recorded.size(); ++i) {
    const plan::PlannedTrial& trial = plan.recorded[i];
    const plan::PlannedCell& planned = plan.cells[trial.cell];
    if (cell != trial.cell)
      identity = cell_identity(context, planned, context.trial(trial).parameters);
    cell = trial.cell;
    links.push_back({code::unpack_key(trial.key), planned.cell, identity});
  }
  return links;
}

// The first trial in the study's order; nothing when every cell is excluded.
std::optional<plan::PlannedTrial> first_trial(const plan::Plan& plan) {
  std::optional<plan::PlannedTrial> first;
  for (const auto* trials : {&plan.trials, &plan.recorded})
    if (!trials->empty() && (!first || trials->front().slot < first->slot)) first = trials->front();
  return first;
}

// The parameters of the first cells.
std::vector<PreviewedCell> first_cells(const plan::PlanningContext& context,
                                       const plan::Plan& plan) {
  constexpr std::size_t kMost = 8;
  std::map<std::size_t, plan::PlannedTrial> first;  // by index in Plan::cells
  for (const auto* trials : {&plan.trials, &plan.recorded})
    for (const plan::PlannedTrial& trial : *trials)
      if (trial.cell < kMost) first.emplace(trial.cell, trial);
  std::vector<PreviewedCell> cells;
  for (const auto& [index, trial] : first)
    cells.push_back({plan.cells[index].cell, context.trial(trial).parameters});
  return cells;
}

unsigned worker_count(const RunOptions& options, std::size_t trials) {
  const unsigned wanted = options.workers > 0 ? options.workers : base::usable_cores();
  return static_cast<unsigned>(std::min<std::size_t>(wanted, trials));
}

// A store that reaches a limit on file sizes then throws; the signal would end the program.
void survive_file_size_limit() { std::signal(SIGXFSZ, SIG_IGN); }

// REQUIRES: all that it is given outlives the planner.
plan::Planner planner_for(LazyWriter& writer, const study::Study& study, const RunOptions& options,
                          plan::PlanningContext& context, const std::filesystem::path& store) {
  plan::PlanOptions planning = with_networks(options.plan, store);
  planning.lacking_metric = [&writer](auto keys, auto metrics) {
    return writer.get().lacking_metric(keys, metrics);
  };
  planning.values = [&writer](auto keys, const auto& metric) {
    return writer.get().values(keys, metric);
  };
  return plan::Planner(
      study, context.expansion, context.resolver, context.datasets,
      [&writer](std::span<const std::string> keys) { return writer.get().statuses(keys); },
      std::move(planning), options.stop);
}

// Returns the id of the revision.
std::int64_t record_plan(store::Writer& writer, const study::Study& study,
                         const plan::PlanningContext& context, const plan::Plan& plan) {
  const std::int64_t revision_id = writer.add_study(study, plan::size_of(plan));
  writer.link(revision_id, links_of_recorded(context, plan, 0));
  return revision_id;
}

std::optional<double> value_of(const store::Run& run, const std::string& metric) {
  const auto found = std::ranges::find(run.metrics, metric, &store::Metric::name);
  return found == run.metrics.end() ? std::nullopt : std::optional(found->final);
}

// A run with a split of its own has data of its own, and workers are given all data when they
// start.
void resolve_splits(plan::PlanningContext& context, const plan::Plan& plan, std::size_t first) {
  if (!plan.has_splits_of_runs) return;
  for (std::size_t i = first; i < plan.trials.size(); ++i) (void)context.resolve(plan.trials[i]);
}

// Gives the scheduler the trials of a plan, which grows with results.
class TrialSource {
 public:
  TrialSource(const study::Study& study, plan::PlanningContext& context, plan::Planner& planner,
              Saving saving, const Recorder& recorder, ProcessLauncher& launcher)
      : study_(study),
        context_(context),
        planner_(planner),
        saving_(std::move(saving)),
        recorder_(recorder),
        launcher_(launcher),
        linked_(planner.plan().recorded.size()),
        datasets_(context.datasets.size()) {}

  std::optional<ReadyTrial> next() {
    const plan::Plan& plan = planner_.plan();
    if (given_ == plan.trials.size() && plan.depends_on_results) extend();
    if (given_ == plan.trials.size()) return std::nullopt;
    return ready(context_, saving_, plan, plan.trials[given_++]);
  }

  void ended(const store::Run& run) {
    planner_.tell(run.key, run.status, value_of(run, study_.experiment.metric));
  }

 private:
  void extend() {
    planner_.extend();
    const plan::Plan& plan = planner_.plan();
    if (linked_ < plan.recorded.size())
      recorder_.writer.link(recorder_.revision_id, links_of_recorded(context_, plan, linked_));
    linked_ = plan.recorded.size();
    resolve_splits(context_, plan, given_);
    if (datasets_ < context_.datasets.size()) launcher_.renew(worker_setup(study_, context_));
    datasets_ = context_.datasets.size();
  }

  const study::Study& study_;
  plan::PlanningContext& context_;
  plan::Planner& planner_;
  const Saving saving_;
  Recorder recorder_;
  ProcessLauncher& launcher_;
  std::size_t given_ = 0;  // trials handed out
  std::size_t linked_;     // recorded runs that are linked to the study
  std::size_t datasets_;   // data sets that the workers know
};

Counts run_trials(const study::Study& study, const RunOptions& options,
                  plan::PlanningContext& context, plan::Planner& planner, Saving saving,
                  const Recorder& recorder, Observer& observer) {
  const plan::Plan& plan = planner.plan();
  resolve_splits(context, plan, 0);
  ProcessLauncher launcher({.setup = worker_setup(study, context),
                            .workers = worker_count(options, plan.trials.size() + plan.undecided),
                            .isolate = options.isolate,
                            .seconds_limit = study.experiment.limit_seconds});
  TrialSource source(study, context, planner, std::move(saving), recorder, launcher);
  return Scheduler(launcher, recorder, observer, options.stop)
      .run([&] { return source.next(); }, [&](const store::Run& run) { source.ended(run); });
}

}  // namespace

std::set<store::Status> failed_statuses() {
  return {store::Status::kFailed, store::Status::kCrashed, store::Status::kTimeout,
          store::Status::kOom};
}

Summary run_study(const study::Study& study, const RunOptions& options,
                  const std::filesystem::path& store, Observer& observer) {
  const auto start = std::chrono::steady_clock::now();
  survive_file_size_limit();
  LazyWriter writer(store);
  plan::PlanningContext context(study, options.plugins);
  Summary summary;
  plan::Planner planner = planner_for(writer, study, options, context, store);
  planner.extend();
  if (options.stop != nullptr && *options.stop != 0) {
    summary.interrupted = true;
    return summary;
  }
  observer.planned(planner.plan());

  const std::int64_t revision_id = record_plan(writer.get(), study, context, planner.plan());
  if (!planner.plan().trials.empty()) {
    const std::int64_t environment = writer.get().add_environment(environment_of(folder_of(study)));
    const Counts counts =
        run_trials(study, options, context, planner, {store, study, planner.plan()},
                   {writer.get(), revision_id, environment}, observer);
    summary.ended = counts.ended;
    summary.interrupted = counts.interrupted;
  }
  summary.plan = planner.take();
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return summary;
}

void with_plan(const study::Study& study, const RunOptions& options,
               const std::filesystem::path& store,
               const std::function<void(plan::PlanningContext&, const plan::Plan&)>& use) {
  LazyWriter writer(store);
  plan::PlanningContext context(study, options.plugins);
  plan::Planner planner = planner_for(writer, study, options, context, store);
  planner.extend();
  (void)record_plan(writer.get(), study, context, planner.plan());
  use(context, planner.plan());
}

Preview plan_study(const study::Study& study, const RunOptions& options,
                   const std::filesystem::path& store) {
  plan::PlanningContext context(study, options.plugins, plan::Datasets::Missing::kGetsStandIn);
  std::optional<store::Reader> reader;
  if (store::has_store(store)) reader.emplace(store);
  const plan::StatusLookup statuses = [&](std::span<const std::string> keys) {
    return reader ? reader->statuses(keys) : std::vector<std::optional<store::Status>>(keys.size());
  };
  plan::PlanOptions planning = with_networks(options.plan, store);
  planning.lacking_metric = [&](auto keys, auto metrics) {
    return reader ? reader->lacking_metric(keys, metrics) : std::vector<std::string>(keys.size());
  };
  planning.values = [&](auto keys, const auto& metric) {
    return reader ? reader->values(keys, metric) : std::vector<std::optional<double>>(keys.size());
  };
  plan::Planner planner(study, context.expansion, context.resolver, context.datasets, statuses,
                        std::move(planning));
  planner.extend();
  Preview preview{planner.take(), {}, {}};
  preview.first_cells = first_cells(context, preview.plan);
  for (const std::string& missing : context.datasets.missing())
    preview.plan.warnings.push_back(missing +
                                    ". The shapes are those that the study declares; which runs "
                                    "are recorded already is not known without the data");
  if (const auto first = first_trial(preview.plan)) {
    const plan::ResolvedTrial made = context.resolve(*first);
    preview.network = code::summarize(made.resolved, context.datasets.at(made.dataset).shape,
                                      study.experiment.record_points);
  }
  return preview;
}

}  // namespace ice::run
