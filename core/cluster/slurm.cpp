#include "cluster/slurm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/process.hpp"
#include "base/text.hpp"
#include "cluster/engine.hpp"
#include "cluster/submission.hpp"

namespace ice::cluster {
namespace {

constexpr std::size_t kUsualMaxArraySize = 1001;  // Slurm's default

base::Completed slurm(std::vector<std::string> line) {
  line.insert(line.begin(), "/usr/bin/env");
  return base::run_to_end(line, kSlurmLimit);
}

// Slurm's commands tell the cause last.
std::string last_line(const std::string& text) {
  const std::string_view trimmed = base::trim(text);
  return std::string(trimmed.substr(trimmed.rfind('\n') + 1));  // npos + 1 is 0
}

[[noreturn]] void throw_refused(const std::string& what, const base::Completed& ended) {
  throw base::UserError(what, ended.timed_out ? "Slurm does not answer" : last_line(ended.err),
                        "'ice submit' again submits what is missing");
}

// "cpus-per-task" of "cpus-per-task=4" or "--cpus-per-task=4".
std::string key_of(std::string_view option) {
  while (option.starts_with('-')) option.remove_prefix(1);
  return std::string(option.substr(0, option.find('=')));
}

// An option as sbatch reads it: a single letter has one dash.
std::string as_option(const std::string& given) {
  const std::string key = key_of(given);
  const auto equals = given.find('=');
  const std::string value = equals == std::string::npos ? "" : given.substr(equals + 1);
  if (key.size() == 1) return "-" + key + value;
  return "--" + key + (equals == std::string::npos ? "" : "=" + value);
}

class Slurm : public Engine {
 public:
  explicit Slurm(EngineOptions options) : options_(std::move(options)) {
    const SlurmConfig config = slurm_config();
    if (config.answer == SlurmConfig::Answer::kNoSlurm)
      throw base::UserError("--on slurm", "there is no Slurm here (no scontrol)",
                            "Submit on a login node of the cluster, or install its commands: apt "
                            "install slurm-client");
    if (config.answer == SlurmConfig::Answer::kSilent)
      throw base::UserError("--on slurm", "Slurm does not answer", config.complaint);
    highest_ = config.highest_task;
  }

  [[nodiscard]] std::string start(const JobFolder& folder,
                                  const std::vector<std::size_t>& chunks) const override {
    std::vector<std::string> done;
    for (auto begin = chunks.begin(); begin != chunks.end();) {
      const std::size_t offset = *begin / (highest_ + 1) * (highest_ + 1);
      const auto end = std::find_if(begin, chunks.end(),
                                    [&](std::size_t chunk) { return chunk > offset + highest_; });
      done.push_back(start_array(folder, offset, {begin, end}));
      begin = end;
    }
    return base::join(done, "; ");
  }

 private:
  [[nodiscard]] std::string start_array(const JobFolder& folder, std::size_t offset,
                                        const std::vector<std::size_t>& chunks) const {
    std::vector<std::size_t> tasks = chunks;
    for (std::size_t& task : tasks) task -= offset;
    const auto script = write_script(
        folder,
        task_script(folder, options_, fmt::format("$(({} + SLURM_ARRAY_TASK_ID))", offset)));
    std::vector<std::string> line = sbatch_line(options_.sbatch, "ice-" + folder.name(),
                                                ranges_text(tasks), folder.logs().string());
    line.push_back(script.string());
    const base::Completed sbatch = slurm(line);
    if (!sbatch.status.ok()) throw_refused("sbatch", sbatch);
    std::string job(base::trim(sbatch.out));  // "12", or "12;cluster"
    job = job.substr(0, job.find(';'));
    write_submission(script, {"slurm", job, offset, chunks});
    return fmt::format("Slurm job {}, tasks {}", job, ranges_text(tasks));
  }

  EngineOptions options_;
  std::size_t highest_ = 0;
};

}  // namespace

std::optional<std::map<ArrayTask, TaskState>> slurm_tasks() {
  const base::Completed squeue = slurm({"squeue", "--me", "-h", "-r", "-o", "%F|%K|%T"});
  if (!squeue.status.ok()) return std::nullopt;
  return tasks_in(squeue.out);
}

std::map<ArrayTask, TaskState> tasks_in(const std::string& squeue) {
  // A task that is ending ("COMPLETING") will not go on with its chunk.
  constexpr std::array<std::string_view, 5> kWaiting{"PENDING", "CONFIGURING", "SUSPENDED",
                                                     "REQUEUED", "REQUEUE_HOLD"};
  std::map<ArrayTask, TaskState> tasks;
  for (const std::string& line : base::split(squeue, '\n')) {
    const std::vector<std::string> parts = base::split(line, '|');
    if (parts.size() != 3) continue;
    const auto task = base::parse_number(parts[1]);
    const bool is_running = parts[2] == "RUNNING";
    if (task && (is_running || std::ranges::count(kWaiting, parts[2]) > 0))
      tasks[{parts[0], static_cast<std::size_t>(*task)}] =
          is_running ? TaskState::kRunning : TaskState::kQueued;
  }
  return tasks;
}

SlurmConfig slurm_config() {
  using Answer = SlurmConfig::Answer;
  const base::Completed scontrol = slurm({"scontrol", "show", "config"});
  if (scontrol.status.code == 127) return {};
  if (!scontrol.status.ok()) return {Answer::kSilent, last_line(scontrol.err), {}, 0};
  return {Answer::kAnswers,
          {},
          config_value(scontrol.out, "SLURM_VERSION"),
          highest_task(scontrol.out)};
}

std::string config_value(const std::string& config, const std::string& key) {
  for (const std::string& line : base::split(config, '\n')) {
    const auto equals = line.find('=');
    if (equals != std::string::npos && base::trim(line.substr(0, equals)) == key)
      return std::string(base::trim(std::string_view(line).substr(equals + 1)));
  }
  return {};
}

std::size_t highest_task(const std::string& config) {
  const auto size = base::parse_number(config_value(config, "MaxArraySize"));
  return (size && *size >= 1 ? static_cast<std::size_t>(*size) : kUsualMaxArraySize) - 1;
}

std::vector<std::string> sbatch_line(const std::vector<std::string>& of_site,
                                     const std::string& name, const std::string& tasks,
                                     const std::string& logs) {
  std::string at_a_time;
  std::vector<std::string> given;
  for (const std::string& option : of_site) {
    if (key_of(option) != "array") {
      given.push_back(as_option(option));
    } else if (const auto percent = option.find('%'); percent != std::string::npos) {
      at_a_time = option.substr(percent);
    } else {
      throw base::UserError("--sbatch " + option,
                            "the tasks of the array are those that are missing",
                            "--sbatch array=%4 limits how many run at a time");
    }
  }
  std::vector<std::string> line{"sbatch", "--parsable", "--array=" + tasks + at_a_time};
  // TERM 60 s before the time limit, to the task itself: it then publishes what has ended.
  for (const std::string& ours :
       {"--job-name=" + name, "--output=" + logs + "/%A_%a.log", std::string("--open-mode=append"),
        std::string("--no-requeue"), std::string("--signal=B:TERM@60")}) {
    const std::string key = key_of(ours);
    const bool is_replaced = std::ranges::any_of(given, [&](const std::string& option) {
      return key_of(option) == key || "no-" + key_of(option) == key;
    });
    if (!is_replaced) line.push_back(ours);
  }
  line.insert(line.end(), given.begin(), given.end());
  return line;
}

std::unique_ptr<Engine> slurm_engine(const EngineOptions& options) {
  return std::make_unique<Slurm>(options);
}

}  // namespace ice::cluster
