#pragma once
// Writes a plan for people and for programs: what `ice plan` and `ice run --dry-run` print.
#include <map>
#include <optional>
#include <string>

#include "report/table.hpp"
#include "run/run_study.hpp"
#include "study/study.hpp"

namespace ice::cli {

/// What is known of a claim before the planned runs.
struct ClaimView {
  double deviation = 0;    ///< how much its recorded seeds' differences vary; 0 or nan: not known
  std::uint64_t look = 1;  ///< the look that will judge the planned runs
};

/// All that is shown. The references must outlive it.
struct PlanView {
  const study::Study& study;
  const run::Preview& preview;
  std::optional<double> seconds;  ///< estimate for all that is to run; nothing: not known
  std::map<std::string, ClaimView> claims = {};  ///< by name; of claims that have runs
};

[[nodiscard]] std::string plan_text(const PlanView& view, const report::TableStyle& style);
[[nodiscard]] std::string plan_json(const PlanView& view);

/// "12 finished, 1 diverged"
[[nodiscard]] std::string statuses_text(const std::map<store::Status, std::uint64_t>& statuses);

}  // namespace ice::cli
