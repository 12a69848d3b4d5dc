#include "run/run_study.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <optional>
#include <utility>

#include "base/cores.hpp"
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

// The plan's options, which then look for networks beside the store and for metrics in it.
plan::PlanOptions with_lookups(plan::PlanOptions options, const std::filesystem::path& store,
                               plan::MetricLookup lacking_metric) {
  options.lacking_metric = std::move(lacking_metric);
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
  ready.job = {planned.slot, trial.seed, made.dataset, std::move(made.resolved.code)};
  saving.arrange(ready.run.key, ready.job);
  return ready;
}

// The seeds of a cell are neighbours in the plan: its identity is made once for all of them.
void link_recorded(store::Writer& writer, std::int64_t revision_id,
                   const plan::PlanningContext& context, const plan::Plan& plan) {
  std::vector<store::Link> links;
  std::optional<std::size_t> cell;
  store::Cell identity;
  for (const plan::PlannedTrial& trial : plan.recorded) {
    const plan::PlannedCell& planned = plan.cells[trial.cell];
    if (cell != trial.cell)
      identity = cell_identity(context, planned, context.trial(trial).parameters);
    cell = trial.cell;
    links.push_back({code::unpack_key(trial.key), planned.cell, identity});
  }
  writer.link(revision_id, links);
}

// The first trial in the study's order; nothing when every cell is excluded.
std::optional<plan::PlannedTrial> first_trial(const plan::Plan& plan) {
  std::optional<plan::PlannedTrial> first;
  for (const auto* trials : {&plan.trials, &plan.recorded})
    if (!trials->empty() && (!first || trials->front().slot < first->slot)) first = trials->front();
  return first;
}

unsigned worker_count(const RunOptions& options, std::size_t trials) {
  const unsigned wanted = options.workers > 0 ? options.workers : base::usable_cores();
  return static_cast<unsigned>(std::min<std::size_t>(wanted, trials));
}

// A store that reaches a limit on file sizes then throws; the signal would end the program.
void survive_file_size_limit() { std::signal(SIGXFSZ, SIG_IGN); }

Counts run_trials(const study::Study& study, const RunOptions& options,
                  plan::PlanningContext& context, const plan::Plan& plan, const Saving& saving,
                  const Recorder& recorder, Observer& observer) {
  ProcessLauncher launcher({.setup = worker_setup(study, context),
                            .workers = worker_count(options, plan.trials.size()),
                            .isolate = options.isolate,
                            .seconds_limit = study.experiment.limit_seconds});
  auto trial = plan.trials.begin();
  return Scheduler(launcher, recorder, observer, options.stop)
      .run([&]() -> std::optional<ReadyTrial> {
        if (trial == plan.trials.end()) return std::nullopt;
        return ready(context, saving, plan, *trial++);
      });
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
  const auto lacking_metric = [&](auto keys, auto metrics) {
    return writer.get().lacking_metric(keys, metrics);
  };
  summary.plan = plan::make_plan(
      study, context.resolver, context.datasets,
      [&](std::span<const std::string> keys) { return writer.get().statuses(keys); },
      with_lookups(options.plan, store, lacking_metric), options.stop);
  if (options.stop != nullptr && *options.stop != 0) {
    summary.interrupted = true;
    return summary;
  }
  observer.planned(summary.plan);

  const std::int64_t revision_id = writer.get().add_study(study, plan::size_of(summary.plan));
  link_recorded(writer.get(), revision_id, context, summary.plan);
  if (!summary.plan.trials.empty()) {
    const std::int64_t environment = writer.get().add_environment(environment_of(folder_of(study)));
    const Counts counts =
        run_trials(study, options, context, summary.plan, {store, study, summary.plan},
                   {writer.get(), revision_id, environment}, observer);
    summary.ended = counts.ended;
    summary.interrupted = counts.interrupted;
  }
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return summary;
}

Preview plan_study(const study::Study& study, const RunOptions& options,
                   const std::filesystem::path& store) {
  plan::PlanningContext context(study, options.plugins, plan::Datasets::Missing::kGetsStandIn);
  std::optional<store::Reader> reader;
  if (store::has_store(store)) reader.emplace(store);
  const plan::StatusLookup statuses = [&](std::span<const std::string> keys) {
    return reader ? reader->statuses(keys) : std::vector<std::optional<store::Status>>(keys.size());
  };
  const auto lacking_metric = [&](auto keys, auto metrics) {
    return reader ? reader->lacking_metric(keys, metrics) : std::vector<std::string>(keys.size());
  };
  Preview preview{plan::make_plan(study, context.resolver, context.datasets, statuses,
                                  with_lookups(options.plan, store, lacking_metric)),
                  {}};
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
