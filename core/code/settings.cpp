#include "code/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace ice::code {
namespace {

using base::Value;
using ScheduleKind = nn::ScheduleOptions::Kind;

struct NamedSchedule {
  std::string_view name;
  ScheduleKind kind;
  const char* defaults;  // JSON
};

// A schedule's name alone is enough to try it.
constexpr std::array kSchedules{
    NamedSchedule{"constant", ScheduleKind::kConstant, R"({"warmup": 0})"},
    NamedSchedule{"step", ScheduleKind::kStep, R"({"every": 10, "factor": 0.5, "warmup": 0})"},
    NamedSchedule{"exponential", ScheduleKind::kExponential, R"({"factor": 0.95, "warmup": 0})"},
    NamedSchedule{"inverse_time", ScheduleKind::kInverseTime, R"({"decay": 1, "warmup": 0})"},
    NamedSchedule{"cosine", ScheduleKind::kCosine, R"({"floor": 0, "warmup": 0})"}};

constexpr const char* kDefaultName = "constant";

// The schema lets no other name through.
const NamedSchedule& named(const std::string& name) {
  const auto* const found = std::ranges::find(kSchedules, name, &NamedSchedule::name);
  if (found == kSchedules.end()) throw base::Error("no schedule '" + name + "'");
  return *found;
}

// Sources that read what a study names: their data are known by the digest alone.
constexpr std::array<std::string_view, 3> kReaders{"csv", "hdf5", "idx"};
// Of their keys these act after the digest is taken; all others only say where which bytes are and
// how they are read, which the digest covers. (So does it the task, and `missing` by its holes.)
constexpr std::array<const char*, 2> kAfterDigest{"split", "standardize"};

// A file that was moved, renamed or written in another format is the same data.
Value identity_of_data(const Value& section) {
  const std::string name = section.value("name", "");
  if (std::ranges::find(kReaders, name) == kReaders.end()) return section;
  Value kept = Value::object();
  for (const char* key : kAfterDigest)
    if (section.contains(key)) kept[key] = section[key];
  return kept;
}

bool is_off(const Value& early_stopping) {
  return early_stopping["patience"] == 0 && early_stopping["restore_best"] == false;
}

}  // namespace

Value complete_schedule(const Value& given, const SettingPlace& place) {
  const std::string name = given.value("name", kDefaultName);
  Value all = Value::parse(named(name).defaults);
  std::vector<std::string> known;
  for (const auto& [setting, fallback] : all.items()) known.push_back(setting);
  for (const auto& [setting, value] : given.items()) {
    if (setting != "name" && !all.contains(setting))
      throw base::UserError(
          place(setting), fmt::format("optimizer.schedule: {} has no setting '{}'", name, setting),
          base::suggest(setting, known));
    all[setting] = value;
  }
  all["name"] = name;
  return all;
}

Value complete_early_stopping(const Value& given) {
  Value all{{"metric", "dev.cost"}, {"patience", 10}, {"min_delta", 0}, {"restore_best", false}};
  all.update(given);
  return all;
}

nn::ScheduleOptions schedule_of(const Value& code) {
  const Value* const schedule = base::find_path(code, "optimizer.schedule");
  if (schedule == nullptr) return {};
  return {.kind = named(schedule->at("name")).kind,
          .every = schedule->value("every", 1.0),
          .factor = schedule->value("factor", 1.0),
          .decay = schedule->value("decay", 0.0),
          .floor = schedule->value("floor", 0.0),
          .warmup = schedule->at("warmup")};
}

std::optional<nn::Watch> watch_of(const Value& code) {
  const Value* const stopping = base::find_path(code, "training.early_stopping");
  if (stopping == nullptr || is_off(*stopping)) return std::nullopt;
  return nn::Watch{.metric = stopping->at("metric"),
                   .min_delta = stopping->at("min_delta"),
                   .patience = stopping->at("patience"),
                   .restores_best = stopping->at("restore_best")};
}

std::string watched_metric(const Value& code, const std::string& experiment_metric) {
  if (const auto watch = watch_of(code)) return watch->metric;
  return experiment_metric.starts_with("test.") ? "" : experiment_metric;
}

double number_or_0(const Value& code, const char* path) {
  const Value* const number = base::find_path(code, path);
  return number == nullptr ? 0 : number->get<double>();
}

Value identity_of(Value code) {
  if (code.contains("data")) code["data"] = identity_of_data(code["data"]);
  if (code.contains("optimizer")) {
    const nn::ScheduleOptions schedule = schedule_of(code);
    if (schedule.kind == ScheduleKind::kConstant && schedule.warmup == 0)
      code["optimizer"].erase("schedule");
  }
  if (!code.contains("training")) return code;
  Value& training = code["training"];
  if (!watch_of(code)) training.erase("early_stopping");
  for (const char* clip : {"clip_value", "clip_norm"})
    if (training.value(clip, 0.0) == 0) training.erase(clip);
  training.erase("save");
  return code;
}

}  // namespace ice::code
