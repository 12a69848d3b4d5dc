#include "text/replay_text.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "report/paragraph.hpp"
#include "report/run_differences.hpp"
#include "report/table.hpp"

namespace ice::cli {
namespace {

using base::format_count;

std::string end_of(const store::Run& run) {
  const std::string text =
      fmt::format("{} after {}", store::to_string(run.status), format_count(run.epochs, "epoch"));
  return run.error.empty() ? text : text + " (" + report::one_line(run.error) + ")";
}

std::string fact_text(const store::Field& fact) {
  return fact.is_null() ? "none" : base::to_text(fact);
}

std::string compared_text(const Replayed& replayed) {
  return fmt::format("{} of {} and {}", format_count(replayed.replay.values, "value"),
                     format_count(replayed.recorded.run.curves.size(), "curve"),
                     format_count(replayed.recorded.run.metrics.size(), "metric"));
}

std::string departure_text(const judge::Departure& departure) {
  return fmt::format("The first other value is {} at epoch {}: {}, recorded was {}.",
                     departure.metric, departure.epoch, base::format_number(departure.again),
                     base::format_number(departure.recorded));
}

std::string result_text(const Replayed& replayed) {
  const judge::Replay& replay = replayed.replay;
  if (replay.is_equal()) return fmt::format("Equal bit by bit: {}.", compared_text(replayed));
  std::vector<std::string> sentences;
  if (replay.has_other_end)
    sentences.push_back(fmt::format("It ended as {}, recorded was {}.", end_of(replayed.again.run),
                                    end_of(replayed.recorded.run)));
  if (replay.departure)
    sentences.push_back(departure_text(*replay.departure));
  else if (!replay.metrics.empty())
    sentences.push_back(
        fmt::format("Other values: {}; the recorded points of all curves are equal.",
                    base::join(replay.metrics, ", ")));
  if (!replay.missing.empty())
    sentences.push_back("Not measured any more: " + base::join(replay.missing, ", ") + ".");
  return base::join(sentences, " ");
}

}  // namespace

std::string replay_result(const Replayed& replayed) {
  const judge::Replay& replay = replayed.replay;
  if (replay.is_equal()) return "equal";
  if (replay.has_other_end) return "another end";
  if (replay.departure || !replay.metrics.empty()) return "other values";
  return "less measured";
}

std::vector<std::string> changes_since(const Replayed& replayed) {
  std::vector<std::string> changes;
  for (const auto& row : report::run_differences(replayed.recorded, replayed.again).rows) {
    const std::string kind = row[0].get<std::string>();
    if (kind == "run" || kind == "metric") continue;
    changes.push_back(fmt::format("{} {}: {}, now {}", kind, row[1].get<std::string>(),
                                  fact_text(row[2]), fact_text(row[3])));
  }
  return changes;
}

std::string replay_text(const Replayed& replayed) {
  std::string text = report::paragraph(fmt::format(
      "Run {} of {}, recorded on {}: {}", replayed.recorded.id, replayed.recorded.studies.front(),
      replayed.recorded.run.started_at.substr(0, 10), result_text(replayed)));
  const std::vector<std::string> changes = changes_since(replayed);
  if (!changes.empty()) text += "\nSince then another:\n";
  for (const std::string& change : changes) text += report::paragraph(change, 2, 2);
  if (changes.empty() && !replayed.replay.is_equal())
    text += report::paragraph(
        "Parameters, plugin files, data, kernels and versions are those of then. A plugin that "
        "keeps a state or reads a clock, or a library beneath ice, may be the cause: replay it "
        "again to see whether it comes out the same twice.");
  return text;
}

}  // namespace ice::cli
