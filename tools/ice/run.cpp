// `ice run`: plan a study, run what is missing, record it, show the leaderboard.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstring>
#include <memory>

#include "base/text.hpp"
#include "board.hpp"
#include "commands.hpp"
#include "launch.hpp"
#include "plan_text.hpp"
#include "progress.hpp"
#include "stop.hpp"

namespace ice::cli {
namespace {

struct Options {
  LaunchOptions launch;
  ProgressOptions progress;
  bool dry_run = false;
  std::optional<std::size_t> top;
};

std::uint64_t count(const std::map<store::Status, std::uint64_t>& statuses) {
  std::uint64_t n = 0;
  for (const auto& [status, of_status] : statuses) n += of_status;
  return n;
}

std::uint64_t failures(const run::Summary& summary) {
  std::uint64_t n = 0;
  for (const store::Status status : run::failed_statuses()) {
    const auto found = summary.ended.find(status);
    if (found != summary.ended.end()) n += found->second;
  }
  return n;
}

std::string outcome(const spec::Study& study, const run::Summary& summary) {
  const std::uint64_t ran = count(summary.ended);
  if (summary.plan.trials.empty()) {
    if (summary.plan.recorded.empty()) return "Nothing to run.";
    return fmt::format("Nothing to run: all {} runs of {} are recorded ({}).",
                       base::format_count(summary.plan.recorded.size()), study.name,
                       statuses_text(summary.plan.recorded_by_status));
  }
  return fmt::format("{} runs in {}: {}.", base::format_count(ran),
                     base::format_seconds(summary.seconds),
                     ran == 0 ? "none ended" : statuses_text(summary.ended));
}

// The command line again, without what belongs to one launch alone.
std::string same_command(const Options& options) {
  std::string text = "ice run " + options.launch.study.file;
  for (const std::string& override : options.launch.study.overrides) text += " " + override;
  return text + options.launch.store.suffix();
}

std::string stopped_text(const Options& options, const run::Summary& summary, int signal) {
  const std::uint64_t left = summary.plan.trials.size() - count(summary.ended);
  return fmt::format("Stopped by SIG{}: what ended is recorded, {} runs are left. To go on: {}\n",
                     sigabbrev_np(signal), left, same_command(options));
}

std::string next_steps(const Options& options, const spec::Study& study,
                       const run::Summary& summary) {
  const std::string db = options.launch.store.suffix();
  std::string text = fmt::format(
      "\nNext:\n"
      "  ice plot {0} curves{1}\n"
      "  ice runs {0} --sort {2}{3}{1}\n",
      study.name, db, study.experiment.goal == spec::Goal::kMaximize ? "-" : "",
      study.experiment.metric);
  if (failures(summary) > 0)
    text += fmt::format(
        "  ice runs {} --where \"status not in ('finished', 'diverged')\" --columns "
        "id,status,error{}\n",
        study.name, db);
  return text;
}

void print_results(const Options& options, const spec::Study& study, const run::Summary& summary) {
  if (options.progress.quiet) return;
  if (options.progress.json) {
    base::Value ended = base::Value::object();
    for (const auto& [status, n] : summary.ended) ended[store::to_string(status)] = n;
    const base::Value event{{"event", "ended"},
                            {"runs", ended},
                            {"recorded_before", summary.plan.recorded.size()},
                            {"seconds", summary.seconds},
                            {"interrupted", summary.interrupted}};
    return print(event.dump() + "\n");
  }
  print(outcome(study, summary) + "\n");
  if (count(summary.ended) + summary.plan.recorded.size() == 0) return;
  store::Reader reader(options.launch.store.path());
  print("\n" + board_text(reader, study.name, {"", options.top}, options.launch.output.style()) +
        next_steps(options, study, summary));
}

int run_it(const Options& options) {
  if (options.dry_run) {
    print_plan(options.launch);
    return 0;
  }
  const spec::Study study = options.launch.study.load();
  const StopSignals stop;
  run::RunOptions run_options = options.launch.run_options();
  run_options.stop = stop.flag();
  run::Summary summary;
  {
    const auto progress = make_progress(study, options.progress);  // its end clears its lines
    summary = run::run_study(study, run_options, options.launch.store.path(), *progress);
  }
  const int signal = *stop.flag();
  if (summary.interrupted && signal != 0) {
    fmt::print(stderr, "{}", stopped_text(options, summary, signal));
    return 128 + signal;
  }
  print_results(options, study, summary);
  return failures(summary) > 0 ? 1 : 0;
}

}  // namespace

void add_run(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("run", "Run what is missing of a study, record it, show the best cells")
          ->alias("sweep");
  command->group("Run a study");
  add_launch_options(*command, options->launch);
  command->add_flag("--isolate", options->launch.isolate, "A process of its own for every run");
  command->add_flag("--dry-run", options->dry_run, "Only show the plan, as 'ice plan' does");
  command->add_option("-n,--top", options->top, "Cells in the leaderboard, 0 for all [10]")
      ->type_name("N");
  command->add_flag("--json", options->progress.json, "One JSON event a line");
  command->add_flag("-q,--quiet", options->progress.quiet, "Say nothing but errors");
  command->add_flag("-v,--verbose", options->progress.verbose, "A line for every run that ends");
  add_color_option(*command, options->launch.output);
  add_examples(*command, {"ice run experiments/quickstart.yaml",
                          "ice run experiments/quickstart.yaml optimizer.learning_rate=0.003,0.03 "
                          "training.epochs=3 -j 2",
                          "ice run experiments/quickstart.yaml --retry failed"});
  command->callback([options, &chosen] {
    options->progress.no_color = options->launch.output.no_color;
    chosen = [options] { return run_it(*options); };
  });
}

}  // namespace ice::cli
