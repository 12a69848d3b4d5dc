#include "cluster/freeze.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <set>
#include <system_error>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "cluster/job_folder.hpp"
#include "cluster/publish.hpp"
#include "code/run_key.hpp"
#include "data/section.hpp"
#include "run/environment.hpp"

namespace ice::cluster {
namespace {

namespace fs = std::filesystem;

// A folder that is being made, which the destructor removes unless it was given its name.
class NewFolder {
 public:
  explicit NewFolder(const fs::path& jobs) : path_(jobs / ("." + this_task())) {
    std::error_code none;
    fs::remove_all(path_, none);
    for (const char* name : {"plugins", "data", "claims", "shards", "weights", "submitted", "logs"})
      fs::create_directories(path_ / name);
  }
  ~NewFolder() {
    std::error_code none;
    if (!path_.empty()) fs::remove_all(path_, none);
  }
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;

  [[nodiscard]] const fs::path& path() const { return path_; }

  // Names it STUDY-N, with the first number that is free.
  [[nodiscard]] fs::path keep(const fs::path& jobs, const std::string& study) {
    for (std::uint64_t number = 1;; ++number) {
      fs::path target = jobs / fmt::format("{}-{}", study, number);
      if (fs::exists(target)) continue;
      std::error_code error;
      fs::rename(path_, target, error);
      if (error == std::errc::directory_not_empty || error == std::errc::file_exists) continue;
      if (error) throw base::UserError(target.string(), error.message());
      path_.clear();
      return target;
    }
  }

 private:
  fs::path path_;
};

// The files of all plugins that the plan names, each once.
void copy_plugins(const code::Resolver& resolver, const fs::path& folder, FrozenPlan& frozen) {
  for (const plugin::PluginInfo* plugin : resolver.plugins()) {
    const fs::path copy = folder / (plugin->sha256 + ".ice.so");
    if (!fs::exists(copy)) fs::copy_file(plugin->file, copy);
    if (base::sha256_file(copy) != plugin->sha256)
      throw base::UserError(plugin->file.string(), "it has just been changed", "Try again");
    frozen.plugins[plugin->id] = plugin->sha256;
  }
}

// The data sets that the trials use, each once.
std::vector<FrozenData> data_of(plan::PlanningContext& context, const plan::Plan& plan,
                                std::span<const plan::PlannedTrial> trials) {
  std::set<std::size_t> seen;
  std::vector<FrozenData> data;
  for (const plan::PlannedTrial& trial : trials)
    if (seen.insert(plan.cells[trial.cell].dataset).second) {
      const plan::ResolvedTrial made = context.resolve(trial);
      data.push_back({made.resolved.code.data, context.datasets.at(made.dataset).shape.digest});
    }
  return data;
}

void copy_data(const std::vector<FrozenData>& sets, const fs::path& study_folder,
               const fs::path& folder) {
  for (const FrozenData& set : sets)
    for (const data::NamedFile& file : data::files_of(set.section, {study_folder})) {
      const fs::path name = fs::path(file.name).lexically_normal();
      if (name.is_absolute() || *name.begin() == "..")
        throw base::UserError(
            "--copy-data", "the study names its data as '" + file.name + "'",
            "Name it by a path below the folder of the study, or below $ICE_DATA");
      fs::create_directories((folder / name).parent_path());
      fs::copy_file(file.path, folder / name, fs::copy_options::skip_existing);
    }
}

void write_plan(const FrozenPlan& plan, const fs::path& folder) {
  if (!publish_text(to_json(plan), folder / "plan.json"))
    throw base::UserError(folder.string(), "another process writes there");
}

void make_jobs_folder(const fs::path& jobs) {
  std::error_code error;
  fs::create_directories(jobs, error);
  if (error) throw base::UserError(jobs.string(), error.message());
}

}  // namespace

std::string keys_sha256(std::span<const plan::PlannedTrial> trials) {
  base::Sha256 sum;
  for (const plan::PlannedTrial& trial : trials) sum.update(trial.key.data(), trial.key.size());
  return sum.finish_hex();
}

std::vector<Chunk> cut(std::span<const plan::PlannedTrial> trials, std::uint64_t most) {
  const std::uint64_t runs = trials.size();
  const std::uint64_t count = (runs + most - 1) / most;
  std::vector<Chunk> chunks;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t begin = runs * i / count, end = runs * (i + 1) / count;
    const auto part = trials.subspan(begin, end - begin);
    Chunk chunk{{}, keys_sha256(part)};
    for (const plan::PlannedTrial& trial : part) chunk.slots.push_back(trial.slot);
    chunks.push_back(std::move(chunk));
  }
  return chunks;
}

fs::path freeze(const study::Study& study, plan::PlanningContext& context, const plan::Plan& plan,
                std::span<const plan::PlannedTrial> trials, const FreezeOptions& options,
                const fs::path& jobs) {
  make_jobs_folder(jobs);
  NewFolder folder(jobs);
  FrozenPlan frozen;
  frozen.ice_version = run::ice_version();
  frozen.numerics = code::kNumericsVersion;
  frozen.study_name = study.name;
  frozen.study_text = study.text;
  frozen.study_file = fs::absolute(study.file).lexically_normal();
  frozen.size = plan::size_of(plan);
  frozen.seconds = options.seconds;
  frozen.data = data_of(context, plan, trials);
  frozen.chunks = cut(trials, options.runs_per_chunk);
  frozen.has_copies = options.copy_data;
  copy_plugins(context.resolver, folder.path() / "plugins", frozen);
  if (options.copy_data)
    copy_data(frozen.data, frozen.study_file.parent_path(), folder.path() / "data");
  write_plan(frozen, folder.path());
  return folder.keep(jobs, study.name);
}

}  // namespace ice::cluster
