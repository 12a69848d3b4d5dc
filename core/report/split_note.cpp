#include "report/split_note.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"
#include "study/study.hpp"

namespace ice::report {
namespace {

using base::Value;

bool is_drawn(const Value& split) {
  return std::ranges::any_of(std::initializer_list<const char*>{"train", "dev", "test"},
                             [&](const char* part) {
                               const auto share = split.find(part);
                               return share != split.end() && share->is_number() && *share != 0;
                             });
}

std::string note_of(const study::Study& study) {
  const Value* const split = base::find_path(study.code, "data.split");
  if (split == nullptr || !split->is_object()) return "";
  const auto& parameters = study.experiment.parameters;
  if (std::ranges::any_of(parameters,
                          [](const auto& one) { return one.name.starts_with("data.split"); }))
    return "";
  if (study.experiment.folds > 0)
    return fmt::format(
        "Each seed has {} runs, one for each fold. Folds share training samples: intervals are too "
        "narrow by some (Bengio, Grandvalet 2004)",
        study.experiment.folds);
  if (split->value("by", Value()) == "seed")
    return "Each seed has a split of its own: intervals contain the split's noise";
  if (split->contains("column") || !is_drawn(*split)) return "";
  return "One split for all runs: intervals are without its noise (split: {by: seed})";
}

}  // namespace

std::string split_note(const store::StudyRow& study, const std::string& metric) {
  if (metric.starts_with("train.")) return "";
  try {
    return note_of(study::load_recorded(study.spec, study.name, "/"));
  } catch (const base::UserError&) {
    return "";  // of an ice that knew more
  }
}

}  // namespace ice::report
