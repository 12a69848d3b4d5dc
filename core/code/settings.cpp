#include "code/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/whole_number.hpp"

namespace ice::code {
namespace {

using base::Value;
using ScheduleKind = nn::ScheduleOptions::Kind;

struct NamedSchedule {
  std::string_view name;
  ScheduleKind kind;
  const char* defaults;  // JSON
};

// With its defaults, the name of a schedule is enough to try it.
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

bool is_off(const Value& early_stopping) {
  return early_stopping.at("patience") == 0 && early_stopping.at("restore_best") == false;
}

}  // namespace

Value complete_schedule(const Value& given, const LocateSetting& locate) {
  const std::string name = given.value("name", kDefaultName);
  Value all = Value::parse(named(name).defaults);
  std::vector<std::string> known;
  for (const auto& [setting, fallback] : all.items()) known.push_back(setting);
  for (const auto& [setting, value] : given.items()) {
    if (setting != "name" && !all.contains(setting))
      throw base::UserError(
          locate(setting), fmt::format("optimizer.schedule: {} has no setting '{}'", name, setting),
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

nn::ScheduleOptions schedule_from(const Value& schedule) {
  return {.kind = named(schedule.at("name")).kind,
          .every = schedule.value("every", 1.0),
          .factor = schedule.value("factor", 1.0),
          .decay = schedule.value("decay", 0.0),
          .floor = schedule.value("floor", 0.0),
          .warmup = base::whole_number(schedule.at("warmup"))};
}

std::optional<nn::Watch> watch_from(const Value& early_stopping) {
  if (is_off(early_stopping)) return std::nullopt;
  return nn::Watch{.metric = early_stopping.at("metric"),
                   .min_delta = early_stopping.at("min_delta"),
                   .patience = base::whole_number(early_stopping.at("patience")),
                   .restores_best = early_stopping.at("restore_best")};
}

}  // namespace ice::code
