#include "text/run_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/text.hpp"
#include "text/plan_text.hpp"

namespace ice::cli {
namespace {

std::uint64_t count(const std::map<store::Status, std::uint64_t>& statuses) {
  std::uint64_t n = 0;
  for (const auto& [status, of_status] : statuses) n += of_status;
  return n;
}

std::uint64_t failures(const std::map<store::Status, std::uint64_t>& statuses) {
  std::uint64_t n = 0;
  for (const store::Status status : run::failed_statuses()) {
    const auto found = statuses.find(status);
    if (found != statuses.end()) n += found->second;
  }
  return n;
}

// The command line again, without options for one launch only.
std::string same_command(const LaunchOptions& options) {
  return run_command(options) + options.store.suffix();
}

}  // namespace

std::string run_command(const LaunchOptions& options, const std::vector<std::string>& without) {
  const StudyOptions& study = options.study;
  std::string text = "ice run " + base::shell_word(study.file);
  for (const std::string& override : study.overrides) {
    const auto is_left_out = [&](const std::string& begin) { return override.starts_with(begin); };
    if (std::none_of(without.begin(), without.end(), is_left_out))
      text += " " + base::shell_word(override);
  }
  if (!options.confirm.empty()) text += " --confirm " + base::shell_word(options.confirm);
  for (const std::filesystem::path& plugin : study.plugins)
    text += " --plugin " + base::shell_word(plugin.string());
  return text;
}

bool has_failures(const run::Summary& summary) {
  return failures(summary.ended) + failures(summary.plan.recorded_by_status) > 0;
}

std::string outcome(const study::Study& study, const run::Summary& summary) {
  const plan::Plan& plan = summary.plan;
  if (plan.trials.empty() && plan.recorded.empty()) return "Nothing to run.";
  if (plan.trials.empty())
    return fmt::format("Nothing to run: {} of {} recorded already ({}).",
                       base::format_count(plan.recorded.size(), "run"), study.name,
                       statuses_text(plan.recorded_by_status));
  const std::uint64_t ran = count(summary.ended);
  std::string text = fmt::format("{} in {}: {}.", base::format_count(ran, "run"),
                                 base::format_seconds(summary.seconds),
                                 ran == 0 ? "none ended" : statuses_text(summary.ended));
  const std::uint64_t later = plan.left_for_later + plan.undecided;
  if (later > 0) text += fmt::format(" {} left for later.", base::format_count(later));
  return text;
}

std::string next_steps(const LaunchOptions& options, const study::Study& study,
                       const run::Summary& summary) {
  const std::string db = options.store.suffix();
  std::string text = fmt::format(
      "\nNext:\n"
      "  ice plot {0} curves{1}\n"
      "  ice runs {0} --sort {2}{3}{1}\n",
      study.name, db, study.experiment.goal == study::Goal::kMaximize ? "-" : "",
      study.experiment.metric);
  if (has_failures(summary))
    text += fmt::format(
        "  ice runs {} --where \"status not in ('finished', 'diverged')\" --columns "
        "id,status,error{}\n"
        "  {} --retry failed\n",
        study.name, db, same_command(options));
  return text;
}

std::string stopped_text(const LaunchOptions& options, const run::Summary& summary, int signal) {
  if (summary.plan.slots == 0)
    return fmt::format("Stopped by SIG{} while planning: nothing has run.\n", sigabbrev_np(signal));
  const std::uint64_t left =
      summary.plan.trials.size() + summary.plan.undecided - count(summary.ended);
  const std::string retry = options.retry.empty() ? "" : " --retry " + options.retry;
  return fmt::format("Stopped by SIG{}: what ended is recorded, {} left. To go on: {}{}\n",
                     sigabbrev_np(signal), base::format_count(left, "run"), same_command(options),
                     retry);
}

std::string ended_event(const run::Summary& summary) {
  base::Value ended = base::Value::object();
  for (const auto& [status, n] : summary.ended) ended[store::to_string(status)] = n;
  const base::Value event{{"event", "ended"},
                          {"runs", ended},
                          {"recorded_before", summary.plan.recorded.size()},
                          {"seconds", summary.seconds},
                          {"interrupted", summary.interrupted}};
  return event.dump() + "\n";
}

}  // namespace ice::cli
