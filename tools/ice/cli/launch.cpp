#include "cli/launch.hpp"

#include <algorithm>
#include <optional>

#include "base/cores.hpp"
#include "judge/confirm.hpp"
#include "judge/study_claims.hpp"
#include "progress/progress.hpp"
#include "store/info.hpp"
#include "store/query/query.hpp"
#include "text/plan_text.hpp"

namespace ice::cli {
namespace {

constexpr std::uint64_t kMaxWorkers = 1024;

// The study as it is recorded; nothing when it is not.
std::optional<store::StudyRow> recorded(const LaunchOptions& options, const std::string& study) {
  if (!store::has_store(options.store.path())) return std::nullopt;
  return store::Reader(options.store.path()).find_study(study);
}

// Mean seconds of the study's finished runs, spread over the workers.
std::optional<double> estimate(const LaunchOptions& options, const std::string& study,
                               std::size_t trials) {
  const auto row = recorded(options, study);
  if (trials == 0 || !row || !row->mean_seconds) return std::nullopt;
  const unsigned workers = options.workers > 0 ? options.workers : base::usable_cores();
  return *row->mean_seconds * static_cast<double>(trials) / workers;
}

// What the recorded runs show of the study's claims: how seeds differ, and which look is next.
std::map<std::string, ClaimView> claims_so_far(const LaunchOptions& options,
                                               const study::Study& study) {
  std::map<std::string, ClaimView> views;
  if (study.idea.claims.empty()) return views;
  const auto row = recorded(options, study.name);
  if (!row) return views;
  store::Reader reader(options.store.path());
  for (const judge::Judgement& judgement : judge::judge_study(reader, *row))
    views[judgement.claim.name] = {
        judgement.deviation, judgement.is_look ? judgement.standing.next : judgement.standing.look};
  return views;
}

}  // namespace

run::RunOptions LaunchOptions::run_options() const {
  run::RunOptions options;
  options.workers = workers;
  options.isolate = isolate;
  options.plugins = study.plugins;
  options.plan.force = force;
  options.plan.limit = limit;
  if (!retry.empty()) options.plan.retry = run::failed_statuses();
  return options;
}

study::Study LaunchOptions::load() const {
  const study::Study given = study.load();
  return confirm.empty() ? given : judge::confirmation(given, confirm);
}

void add_planning_options(const Command& command, LaunchOptions& options) {
  add_study_options(command, options.study);
  command
      .add_option("--retry", options.retry,
                  "failed: run again what failed, crashed or took too long")
      .type_name("WHICH")
      .one_of({"failed"});
  command
      .add_option("--confirm", options.confirm,
                  "Try a claim again on fresh seeds: a study of its own, with only this claim")
      .type_name("CLAIM");
  add_store_options(command, options.store);
}

void add_launch_options(const Command& command, LaunchOptions& options) {
  add_planning_options(command, options);
  command
      .add_option("-j,--jobs", options.workers, "Worker processes [one per core that it may use]")
      .type_name("N")
      .whole_number(1, kMaxWorkers);
  command.add_option("--limit", options.limit, "Run at most this many now, 0 for all [0]")
      .type_name("N")
      .whole_number(0);
  command.add_flag("--force", options.force, "Run again what is recorded already");
}

void print_plan(const LaunchOptions& options) {
  const study::Study study = options.load();
  const run::Preview preview = run::plan_study(study, options.run_options(), options.store.path());
  const PlanView view{
      study, preview,
      estimate(options, study.name, preview.plan.trials.size() + preview.plan.undecided),
      claims_so_far(options, study)};
  print_warnings(preview.plan);
  const report::TableStyle style = options.output.style();
  print(style.format == report::Format::kJson ? plan_json(view) : plan_text(view, style));
}

}  // namespace ice::cli
