#pragma once
// The groups of training settings that are off unless a study asks for them: optimizer.schedule and
// training.early_stopping. complete_* fills in their defaults when a trial is resolved; *_from then
// turns them into the options of nn.
#include <functional>
#include <optional>
#include <string>

#include "base/value.hpp"
#include "nn/best_epoch.hpp"
#include "nn/schedule.hpp"

namespace ice::code {

/// Gives the location of a setting for messages: "every" -> "f.yaml:9:40".
using LocateSetting = std::function<std::string(const std::string& name)>;

/// {"name": ..., "warmup": ..., and each setting of that schedule}. Throws UserError for a setting
/// that the schedule does not have.
[[nodiscard]] base::Value complete_schedule(const base::Value& given, const LocateSetting& locate);

/// All settings of training.early_stopping.
[[nodiscard]] base::Value complete_early_stopping(const base::Value& given);

/// REQUIRES: `schedule` is what complete_schedule() returned, as it is or read back.
[[nodiscard]] nn::ScheduleOptions schedule_from(const base::Value& schedule);

/// Nothing where early stopping neither stops nor restores. REQUIRES: `early_stopping` is what
/// complete_early_stopping() returned, as it is or read back.
[[nodiscard]] std::optional<nn::Watch> watch_from(const base::Value& early_stopping);

}  // namespace ice::code
