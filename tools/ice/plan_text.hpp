#pragma once
// A plan for people and for programs: what `ice plan` and `ice run --dry-run` print.
#include <map>
#include <optional>
#include <string>

#include "report/table.hpp"
#include "run/run_study.hpp"
#include "spec/study.hpp"

namespace ice::cli {

struct PlanView {
  const spec::Study& study;
  const run::Preview& preview;
  std::optional<double> seconds;  ///< estimate for all that is to run, if anything is known
  /// Name of a claim -> deviation of its paired differences, from the runs recorded so far.
  std::map<std::string, double> noise = {};
};

[[nodiscard]] std::string plan_text(const PlanView& view, const report::TableStyle& style);
[[nodiscard]] std::string plan_json(const PlanView& view);

/// "12 finished, 1 diverged"
[[nodiscard]] std::string statuses_text(const std::map<store::Status, std::uint64_t>& statuses);

}  // namespace ice::cli
