#include "report/page/plan_json.hpp"

#include <fmt/format.h>

#include <variant>

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/split_note.hpp"
#include "study/expand.hpp"
#include "study/study.hpp"

namespace ice::report {
namespace {

using base::Value;

constexpr std::uint64_t kMostSlots = 200'000;  // counted in some 0.1 s

std::string range_text(const study::Parameter& parameter) {
  const auto number = [](double x) { return base::format_number(x); };
  switch (parameter.distribution) {
    case study::Distribution::kCategorical:
      return "";
    case study::Distribution::kUniform:
      return fmt::format("uniform from {} to {}", number(parameter.min), number(parameter.max));
    case study::Distribution::kLogUniform:
      return fmt::format("log-uniform from {} to {}", number(parameter.min), number(parameter.max));
    case study::Distribution::kIntUniform:
      return fmt::format("whole numbers from {} to {}", number(parameter.min),
                         number(parameter.max));
    case study::Distribution::kNormal:
      return fmt::format("normal, mean {}, deviation {}", number(parameter.mu),
                         number(parameter.sigma));
    case study::Distribution::kLogNormal:
      return fmt::format("log-normal, mean {}, deviation {} of the logarithm", number(parameter.mu),
                         number(parameter.sigma));
  }
  return "";
}

std::string values_text(const study::Parameter& parameter) {
  std::vector<std::string> values;
  for (const Value& value : parameter.values) values.push_back(base::to_text(value));
  return values.empty() ? range_text(parameter) : base::join(values, ", ");
}

struct Counted {
  std::map<std::string, std::uint64_t> excluded;  // text -> cells
  std::uint64_t repetitions = 0;
};

Counted count_skipped(const study::Study& study, const study::Expansion& expansion) {
  Counted counted;
  for (std::uint64_t i = 0; i < expansion.slot_count(); ++i) {
    const auto slot = expansion.choose(i);
    const auto* const skipped = std::get_if<study::Skipped>(&slot);
    if (skipped == nullptr) continue;
    ++(skipped->reason.empty() ? counted.repetitions : counted.excluded[skipped->reason]);
  }
  const std::uint64_t seeds = study.experiment.seeds.size();
  for (auto& [text, slots] : counted.excluded) slots /= seeds;
  counted.repetitions /= seeds;
  for (const auto& [text, draws] : expansion.draws().excluded) counted.excluded[text] += draws;
  return counted;
}

void add_skipped(const study::Study& study, Value& json) {
  const study::Expansion expansion(study);
  json["cells"] = expansion.may_grow() ? expansion.draws().wanted
                                       : expansion.slot_count() / study.experiment.seeds.size();
  json["excluded"] = Value::array();
  const bool is_counted = expansion.slot_count() <= kMostSlots;
  const Counted counted = is_counted ? count_skipped(study, expansion) : Counted{};
  json["repetitions"] = counted.repetitions;
  for (const study::Exclusion& exclusion : study.experiment.exclude) {
    const auto found = counted.excluded.find(exclusion.text);
    const std::uint64_t cells = found == counted.excluded.end() ? 0 : found->second;
    json["excluded"].push_back(
        {{"text", exclusion.text}, {"cells", is_counted ? Value(cells) : Value()}});
  }
}

}  // namespace

Value plan_json(const store::StudyRow& row) {
  try {
    const study::Study study = study::load_recorded(row.spec, row.name, "/");
    const study::Experiment& experiment = study.experiment;
    std::vector<std::string> seeds;
    for (const std::uint64_t seed : experiment.seeds) seeds.push_back(std::to_string(seed));
    Value json{{"method", to_string(experiment.method)},
               {"metric", experiment.metric},
               {"goal", experiment.goal == study::Goal::kMinimize ? "minimize" : "maximize"},
               {"seeds", seeds},
               {"split", split_note(row, experiment.metric)},
               {"parameters", Value::array()},
               {"zip", experiment.zip}};
    for (const study::Parameter& parameter : experiment.parameters)
      json["parameters"].push_back({{"name", parameter.name}, {"values", values_text(parameter)}});
    add_skipped(study, json);
    return json;
  } catch (const base::UserError&) {
    return nullptr;
  }
}

}  // namespace ice::report
