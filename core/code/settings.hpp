#pragma once
// The settings of a training that are groups of their own, off unless a study asks for them:
// optimizer.schedule and training.early_stopping. Their defaults, and what the training is given.
#include <functional>
#include <optional>
#include <string>

#include "base/value.hpp"
#include "nn/schedule.hpp"
#include "nn/train.hpp"

namespace ice::code {

/// Says where a setting was written, for messages: "every" -> "f.yaml:9:40".
using LocateSetting = std::function<std::string(const std::string& name)>;

/// {"name": ..., "warmup": ..., and each setting of that schedule}. Throws UserError for a setting
/// that the schedule does not have.
[[nodiscard]] base::Value complete_schedule(const base::Value& given, const LocateSetting& locate);

/// All settings of training.early_stopping.
[[nodiscard]] base::Value complete_early_stopping(const base::Value& given);

/// What complete_schedule made, as the training takes it.
[[nodiscard]] nn::ScheduleOptions schedule_from(const base::Value& schedule);

/// What complete_early_stopping made, as the training takes it; nothing where it neither stops nor
/// restores.
[[nodiscard]] std::optional<nn::Watch> watch_from(const base::Value& early_stopping);

}  // namespace ice::code
