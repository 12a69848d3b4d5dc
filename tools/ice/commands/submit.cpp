// `ice submit`: freeze what is missing of a study, hand it to an engine, return.
#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/launch.hpp"
#include "cli/since.hpp"
#include "cli/terminal.hpp"
#include "cluster/submit.hpp"
#include "commands/commands.hpp"
#include "text/cluster_text.hpp"

namespace ice::cli {
namespace {

struct SubmitCommand {
  LaunchOptions launch;
  std::string on, chunk;
  cluster::EngineOptions engine;
  bool copy_data = false;
};

// --chunk: a time, or a number of runs.
void read_chunk(const std::string& text, cluster::SubmitOptions& options) {
  if (text.empty()) return;
  const auto number = base::parse_number(text);
  const bool is_count = number && *number >= 1 && *number <= 1e9 && *number == std::floor(*number);
  if (is_count) {
    options.chunk_runs = static_cast<std::uint64_t>(*number);
  } else if (const auto seconds = span_seconds(text); seconds && *seconds > 0) {
    options.chunk_seconds = *seconds;
  } else {
    throw base::UserError("--chunk",
                          fmt::format("'{}' is neither a time nor a number of runs", text),
                          "Write 20m, 90s, 2h or 500");
  }
}

int submit(const SubmitCommand& command) {
  const study::Study study = command.launch.load();
  cluster::SubmitOptions options;
  options.run = command.launch.run_options();
  options.copy_data = command.copy_data;
  read_chunk(command.chunk, options);
  const auto engine = cluster::engine_named(command.on, command.engine);
  const StoreOptions& store = command.launch.store;
  const cluster::Submitted submitted = cluster::submit(study, options, *engine, store.path());
  for (const std::string& warning : submitted.warnings)
    print_error(fmt::format("ice: warning: {}\n", warning));
  print_error(collected_text(submitted.collected));
  print(submitted_text(submitted, study.name, command.on, store.suffix()));
  return has_complaints(submitted.collected) ? 1 : 0;
}

}  // namespace

void add_submit(const Command& app) {
  const auto options = std::make_shared<SubmitCommand>();
  const Command command = app.add_command(
      "submit", "Hand what is missing of a study to many machines: Slurm, ssh or any other");
  command.section("Many machines");
  add_planning_options(command, options->launch);
  command.add_option("--on", options->on, "slurm: arrays; ssh: GNU parallel; print: only the lines")
      .type_name("ENGINE")
      .one_of({"slurm", "ssh", "print"})
      .required();
  command
      .add_option("--chunk", options->chunk,
                  "What a task runs: so long on one core, or so many runs [20m]")
      .type_name("TIME|RUNS");
  command
      .add_option("--sbatch", options->engine.sbatch,
                  "An option of the site for sbatch; array=%4: four tasks at a time")
      .type_name("KEY=VALUE")
      .one_each();
  command.add_option("--hosts", options->engine.hosts, "With ssh: a file with a login in each line")
      .type_name("FILE");
  command
      .add_option("--setup", options->engine.setup,
                  "A line of shell before each task: 'module load openblas'")
      .type_name("LINE")
      .one_each();
  command.add_flag("--copy-data", options->copy_data,
                   "Copy data files into the job folder, for machines that do not see them");
  command.add_examples({"ice submit experiments/quickstart.yaml seeds.count=8 --on print",
                        "ice submit experiments/quickstart.yaml --on slurm --sbatch time=1:00:00 "
                        "--sbatch cpus-per-task=2",
                        "ice submit experiments/quickstart.yaml --on ssh --hosts hosts.txt"});
  command.does([options] { return submit(*options); });
}

}  // namespace ice::cli
