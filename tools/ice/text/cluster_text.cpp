#include "text/cluster_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "text/run_text.hpp"

namespace ice::cli {
namespace {

constexpr std::size_t kShortKey = 12;
constexpr std::size_t kMostConflicts = 10;

std::string machine(const store::Environment& environment) {
  return fmt::format("{} ({}; {})", environment.host, environment.compiler, environment.blas);
}

std::string conflicts_text(const std::vector<store::MergeConflict>& conflicts) {
  std::string text;
  for (std::size_t i = 0; i < conflicts.size() && i < kMostConflicts; ++i)
    text += fmt::format("run {}: {} gave other numbers than {}; the latter stay\n",
                        conflicts[i].key.substr(0, kShortKey), machine(conflicts[i].other),
                        machine(conflicts[i].recorded));
  if (conflicts.size() > kMostConflicts)
    text += fmt::format("and {} more such runs\n",
                        base::format_count(conflicts.size() - kMostConflicts));
  return text;
}

std::string run_time_text(const cluster::RunTime& time) {
  const std::string seconds = base::format_seconds(time.seconds);
  if (time.recorded == 0)
    return fmt::format(
        "A run is guessed to take {}, from the operations of its network; --chunk N "
        "sets the runs of a chunk.",
        seconds);
  return fmt::format("A run takes {}: mean of {}.", seconds,
                     base::format_count(time.recorded, "recorded run"));
}

std::string given_text(const cluster::Given& given) {
  return fmt::format(
      "{}: {} in {}{}.\n  {}\n", given.folder.string(), base::format_count(given.runs, "run"),
      base::format_count(given.chunks, "chunk"), given.is_new ? "" : ", again", given.how);
}

}  // namespace

std::string collected_text(const std::vector<cluster::Collected>& all) {
  std::string text;
  for (const cluster::Collected& one : all) {
    if (one.added > 0)
      text +=
          fmt::format("collected {} of {} from {} ({} of {} published)\n",
                      base::format_count(one.added, "run"), one.study, one.folder.string(),
                      base::format_count(one.published), base::format_count(one.chunks, "chunk"));
    text += conflicts_text(one.conflicts);
    for (const std::string& damage : one.damaged)
      text += fmt::format("{} This shard is not used: delete it, then submit again\n", damage);
  }
  return text;
}

bool has_complaints(const std::vector<cluster::Collected>& all) {
  return std::ranges::any_of(
      all, [](const auto& one) { return !one.conflicts.empty() || !one.damaged.empty(); });
}

std::string submitted_text(const cluster::Submitted& submitted, const std::string& study,
                           const std::string& on, const std::string& suffix) {
  std::string text;
  for (const cluster::Given& given : submitted.given) text += given_text(given);
  const bool has_new = std::ranges::any_of(submitted.given, &cluster::Given::is_new);
  if (has_new) text += run_time_text(submitted.run_time) + "\n";
  if (submitted.recorded > 0)
    text += fmt::format("{} recorded already.\n", base::format_count(submitted.recorded, "run"));
  if (submitted.under_way > 0)
    text += fmt::format("{} under way: queued, or running.\n",
                        base::format_count(submitted.under_way, "run"));
  if (submitted.given.empty()) return text + "Nothing to submit.\n";
  if (on == "print")
    text += "Nothing was started: run the lines above, or give INDEX to any scheduler.\n";
  return text + fmt::format("\nNext:\n  ice jobs{0}\n  ice collect{0}\n  ice best {1}{0}\n", suffix,
                            study);
}

std::string chunk_text(const cluster::ChunkOutcome& outcome, const study::Study& study) {
  using How = cluster::ChunkOutcome::How;
  const std::string begin = fmt::format("chunk {}: ", outcome.chunk);
  switch (outcome.how) {
    case How::kPublished:
      return begin + cli::outcome(study, outcome.summary) + " Published.\n";
    case How::kStopped:
      return begin + (outcome.summary.ended.empty() ? "stopped before a run ended.\n"
                                                    : cli::outcome(study, outcome.summary) +
                                                          " Stopped: these are published.\n");
    case How::kNotNeeded:
      break;
  }
  return begin + "another task has published it.\n";
}

}  // namespace ice::cli
