// `ice task`: what a machine runs of a job folder.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "base/cores.hpp"
#include "base/temporary_folder.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/stop.hpp"
#include "cluster/task.hpp"
#include "commands/commands.hpp"
#include "progress/progress.hpp"
#include "text/cluster_text.hpp"

namespace ice::cli {
namespace {

struct TaskCommand {
  std::filesystem::path folder;
  std::uint64_t index = 0;
  unsigned workers = 0;
};

// The cores that Slurm gave to the task; it need not confine the task to them.
unsigned given_cores() {
  const unsigned usable = base::usable_cores();
  const char* const text = std::getenv("SLURM_CPUS_ON_NODE");
  const auto given = text == nullptr ? std::nullopt : base::parse_number(text);
  return given && *given >= 1 && *given < usable ? static_cast<unsigned>(*given) : usable;
}

int run_task(const TaskCommand& command) {
  const cluster::JobFolder folder(command.folder);
  const StopSignals stop;
  const base::TemporaryFolder scratch("task");  // on the local disk
  cluster::TaskOptions options;
  options.workers = command.workers > 0 ? command.workers : given_cores();
  options.stop = stop.flag();
  options.scratch = scratch.path();
  const study::Study study = cluster::frozen_study(folder.plan(), folder.plugins());
  cluster::TaskEvents events;
  events.begins = [](const study::Study& of, std::size_t) { return make_progress(of, {}); };
  events.ended = [&](const cluster::ChunkOutcome& outcome) {
    print(chunk_text(outcome, study));
    (void)std::fflush(stdout);  // a log: what is lost with a killed task is what it was doing
  };
  cluster::run_task(folder, command.index, options, events);
  const int signal = *stop.flag();
  return signal == 0 ? 0 : 128 + signal;
}

}  // namespace

void add_task(const Command& app) {
  const auto options = std::make_shared<TaskCommand>();
  const Command command = app.add_command("task", "Run a chunk of a job folder, and then others");
  command.section("Many machines");
  command.add_argument("FOLDER", options->folder, "What 'ice submit' made: results/jobs/STUDY-N")
      .required()
      .takes({ValueKind::kFile});
  command.add_argument("INDEX", options->index, "The chunk to begin with, from 0")
      .required()
      .whole_number(0);
  command
      .add_option("-j,--jobs", options->workers,
                  "Worker processes [one per core that it was given]")
      .type_name("N")
      .whole_number(1, 1024);
  command.add_examples({"ice task results/jobs/quickstart-1 0"});
  command.does([options] { return run_task(*options); });
}

}  // namespace ice::cli
