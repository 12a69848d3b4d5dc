// `ice run`: plan a study, run what is missing, record it, show the leaderboard.
#include <fmt/format.h>

#include <memory>

#include "cli/launch.hpp"
#include "cli/selection.hpp"
#include "cli/stop.hpp"
#include "cli/terminal.hpp"
#include "cluster/collect.hpp"
#include "commands/commands.hpp"
#include "progress/progress.hpp"
#include "report/board.hpp"
#include "report/claims_text.hpp"
#include "store/info.hpp"
#include "store/upgrade/upgrade.hpp"
#include "text/cluster_text.hpp"
#include "text/run_text.hpp"
#include "text/upgrade_text.hpp"

namespace ice::cli {
namespace {

struct RunCommand {
  LaunchOptions launch;
  ProgressOptions progress;
  bool dry_run = false;
  std::optional<std::size_t> top;
};

// The command line again, ready for another number of seeds.
std::string more_seeds_command(const LaunchOptions& launch) {
  return run_command(launch, {"seeds", "experiment.seeds"});
}

// The verdicts; of a confirmation, also the verdict of the study that it follows.
std::string claims_lines(store::Reader& reader, const RunCommand& options,
                         const study::Study& study) {
  const LaunchOptions& launch = options.launch;
  const std::string lines =
      report::verdict_lines(report::judged(reader, reader.study(study.name)),
                            more_seeds_command(launch), launch.store.suffix());
  return launch.confirm.empty() ? lines : lines + report::confirmed_line(reader, study);
}

void print_results(const RunCommand& options, const study::Study& study,
                   const run::Summary& summary) {
  print(outcome(study, summary) + "\n");
  if (summary.ended.empty() && summary.plan.recorded.empty()) return;
  store::Reader reader(options.launch.store.path());
  const std::string suffix = options.launch.store.suffix();
  const report::TableStyle style = options.launch.output.style();
  report::BoardOptions board;
  board.query.study = study.name;
  board.top = options.top;
  board.suffix = suffix;
  print("\n" + report::board_text(reader, board, style));
  print_notes(reader, board.query, shown_by_runs(study.name, suffix), style);
  print(claims_lines(reader, options, study) + next_steps(options.launch, study, summary));
}

// A store of an older ice is brought up to date before anything is recorded in it.
void upgrade_if_old(const std::filesystem::path& file) {
  if (!store::has_store(file)) return;
  if (const auto done = store::upgrade(file))
    print_error(fmt::format("{}", upgrade_text(file, *done)));
}

// What tasks on other machines have published of the study.
void collect_published(const RunCommand& options, const study::Study& study) {
  std::vector<std::string> complaints;
  const auto collected = cluster::collect_all(options.launch.store.path(), study.name, complaints);
  for (const std::string& complaint : complaints)
    print_error(fmt::format("ice: warning: {}\n", complaint));
  if (!options.progress.quiet || has_complaints(collected)) print_error(collected_text(collected));
}

// Which store is meant where the command line does not say it: a new one, or one above this folder.
void tell_store(const RunCommand& options, bool is_new) {
  const std::filesystem::path file = options.launch.store.path();
  if (options.progress.json || options.progress.quiet || !store::has_store(file)) return;
  if (is_new)
    print_error(fmt::format("made {}\n", file.string()));
  else if (*file.begin() == "..")
    print_error(fmt::format("recorded in {}\n", file.string()));
}

int run_it(const RunCommand& options) {
  if (options.dry_run) {
    print_plan(options.launch);
    return 0;
  }
  const study::Study study = options.launch.load();
  const StopSignals stop;
  run::RunOptions run_options = options.launch.run_options();
  run_options.stop = stop.flag();
  const bool is_new = !store::has_store(options.launch.store.path());
  upgrade_if_old(options.launch.store.path());
  collect_published(options, study);
  judge::settle(options.launch.store.path(), study.name);
  run::Summary summary;
  {
    const auto progress = make_progress(study, options.progress);  // clears its lines at its end
    summary = run::run_study(study, run_options, options.launch.store.path(), *progress);
  }
  judge::settle(options.launch.store.path(), study.name);
  tell_store(options, is_new);
  if (options.progress.json) print(ended_event(summary));
  if (const int signal = *stop.flag(); summary.interrupted && signal != 0) {
    print_error(fmt::format("{}", stopped_text(options.launch, summary, signal)));
    return 128 + signal;
  }
  if (!options.progress.json && !options.progress.quiet) print_results(options, study, summary);
  return has_failures(summary) ? 1 : 0;
}

}  // namespace

void add_run(const Command& app) {
  const auto options = std::make_shared<RunCommand>();
  const Command command =
      app.add_command("run", "Run what is missing of a study, record it, show the best cells")
          .alias("sweep");
  command.section("Run a study");
  add_launch_options(command, options->launch);
  command.add_flag("--isolate", options->launch.isolate, "A process of its own for every run");
  command.add_flag("--dry-run", options->dry_run, "Only show the plan, as 'ice plan' does");
  command.add_option("-n,--top", options->top, "Cells in the leaderboard, 0 for all [10]")
      .type_name("N")
      .whole_number(0);
  command.add_flag("--json", options->progress.json,
                   "One JSON event a line; with --dry-run one object");
  command.add_flag("-q,--quiet", options->progress.quiet, "Say nothing but errors");
  command.add_flag("-v,--verbose", options->progress.verbose, "A line for every run that ends");
  add_color_option(command, options->launch.output);
  command.add_examples({"ice run experiments/quickstart.yaml",
                        "ice run experiments/quickstart.yaml optimizer.learning_rate=0.003,0.03 "
                        "training.epochs=3 -j 2",
                        "ice run experiments/quickstart.yaml --retry failed",
                        "ice run experiments/quickstart.yaml --confirm H1"});
  command.does([options] {
    options->progress.no_color = options->launch.output.no_color;
    options->launch.output.json = options->progress.json;  // of --dry-run
    return run_it(*options);
  });
}

}  // namespace ice::cli
