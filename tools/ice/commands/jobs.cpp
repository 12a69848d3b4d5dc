// `ice jobs`: all job folders, and how far each is.
#include <fmt/format.h>

#include <memory>

#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "cluster/under_way.hpp"
#include "commands/commands.hpp"

namespace ice::cli {
namespace {

struct JobsOptions {
  StoreOptions store;
  OutputOptions output;
};

std::vector<store::Field> row_of(const cluster::JobFolder& folder, cluster::UnderWay& under_way) {
  const std::vector<cluster::ChunkState> states = folder.states();
  const auto tasks = under_way.of(folder);
  std::uint64_t published = 0, running = 0, queued = 0, claimed = 0, missing = 0;
  for (std::size_t chunk = 0; chunk < states.size(); ++chunk) {
    const auto task = tasks.find(chunk);
    if (states[chunk].is_published)
      ++published;
    else if (task == tasks.end())
      ++missing;
    else
      ++(task->second == cluster::TaskState::kRunning ? running : queued);
    if (!states[chunk].is_published && states[chunk].claims > 0) ++claimed;
  }
  return {folder.name(),
          folder.plan().study_name,
          folder.plan().runs(),
          states.size(),
          published,
          claimed,
          running,
          queued,
          missing};
}

int list_jobs(const JobsOptions& options) {
  std::vector<std::string> complaints;
  const std::filesystem::path jobs = cluster::jobs_beside(options.store.path());
  cluster::UnderWay under_way;
  store::Table table{
      {"job", "study", "runs", "chunks", "published", "claimed", "running", "queued", "missing"},
      {}};
  for (const cluster::JobFolder& folder : cluster::job_folders(jobs, complaints))
    table.rows.push_back(row_of(folder, under_way));
  for (const std::string& complaint : complaints) print_error(fmt::format("ice: {}\n", complaint));
  if (under_way.is_slurm_silent())
    print_error("ice: warning: Slurm does not answer: what it runs counts as missing\n");
  print_table(table, options.output.style(),
              fmt::format("No jobs in {}: 'ice submit' makes them.", jobs.string()));
  return 0;
}

}  // namespace

void add_jobs(const Command& app) {
  const auto options = std::make_shared<JobsOptions>();
  const Command command = app.add_command("jobs", "What was submitted, and how far it is");
  command.section("Many machines");
  add_store_options(command, options->store);
  add_output_options(command, options->output);
  command.add_examples({"ice jobs"});
  command.does([options] { return list_jobs(*options); });
}

}  // namespace ice::cli
