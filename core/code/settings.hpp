#pragma once
// The settings of a training that are off unless a study asks for them: optimizer.schedule,
// training.early_stopping, training.clip_value and clip_norm, training.save. Their defaults, and
// what of them a run's identity holds.
#include <functional>
#include <optional>
#include <string>

#include "base/value.hpp"
#include "nn/schedule.hpp"
#include "nn/train.hpp"

namespace ice::code {

/// Names the place of a setting, for messages alone: "every" -> "f.yaml:9:40".
using SettingPlace = std::function<std::string(const std::string& name)>;

/// {"name": ..., warmup, and each setting of that schedule}. Throws UserError for one that the
/// schedule does not have.
[[nodiscard]] base::Value complete_schedule(const base::Value& given, const SettingPlace& place);

/// All settings of training.early_stopping.
[[nodiscard]] base::Value complete_early_stopping(const base::Value& given);

/// The schedule of a resolved code.
[[nodiscard]] nn::ScheduleOptions schedule_of(const base::Value& code);

/// The metric that early stopping watches; nothing when it neither stops nor restores.
[[nodiscard]] std::optional<nn::Watch> watch_of(const base::Value& code);

/// The metric whose best epoch is found among all epochs and whose network `training.save: best`
/// keeps: early stopping's, else the experiment's; empty when that is of test.*, which no epoch
/// has.
[[nodiscard]] std::string watched_metric(const base::Value& code,
                                         const std::string& experiment_metric);

/// training.clip_norm or the like; 0 when it is not given.
[[nodiscard]] double number_or_0(const base::Value& code, const char* path);

/// A resolved code as a run's identity has it: without what is off, as it was before these settings
/// existed, without training.save, which changes no number, and of data that are read from files
/// with no more than the digest does not cover: split and standardize.
[[nodiscard]] base::Value identity_of(base::Value code);

}  // namespace ice::code
