#pragma once
// From a study to its trials, lazily: nothing is stored per cell, so a grid of 10^12 costs nothing
// until it is walked.
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "spec/study.hpp"
#include "spec/trial.hpp"

namespace ice::spec {

/// Slots of the raw grid (cells before `exclude` and `when`, times seeds) at most; a larger study
/// is refused.
inline constexpr std::uint64_t kMaxTrials = 10'000'000;

/// Number of slots: cells x seeds, zipped parameters counted once, before exclusions. Throws
/// UserError past kMaxTrials.
[[nodiscard]] std::uint64_t slot_count(const Study& study);

/// Why a slot holds no trial.
struct Skipped {
  /// The text of the exclusion that holds, or empty for a repetition: a cell whose parameter does
  /// not exist there (`when`) and which therefore equals an earlier cell.
  std::string reason;
};

/// The trial in slot i (0 <= i < slot_count), in the order the study asks for. A pure function of
/// its arguments. Cells vary slowest by the first parameter; the seeds of a cell stand together.
[[nodiscard]] std::variant<Trial, Skipped> trial_at(const Study& study, std::uint64_t i);

/// True when all conditions hold for the parameters of a trial (a parameter that does not exist
/// fulfils none but `ne`).
[[nodiscard]] bool holds(const Condition& condition, const Trial& trial);

}  // namespace ice::spec
