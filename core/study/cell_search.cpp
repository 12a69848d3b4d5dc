#include "study/cell_search.hpp"

#include <algorithm>

namespace ice::study {
namespace {

// The most parameter values that one CellSearch computes: some tenths of a second.
constexpr std::uint64_t kMostValues = 2'000'000;

}  // namespace

bool CellSearch::spend() {
  spent_ += study_.experiment.parameters.size() + 1;
  return spent_ <= kMostValues;
}

CellSearch::Set CellSearch::indices(const std::set<std::string>& names) const {
  Set found;
  const std::vector<Parameter>& parameters = study_.experiment.parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i)
    if (names.contains(parameters[i].name)) found.insert(i);
  return found;
}

void CellSearch::add_excluding(Set& parameters) const {
  std::set<std::string> names;
  for (const Exclusion& exclusion : study_.experiment.exclude)
    for (const Condition& condition : exclusion.conditions) names.insert(condition.parameter);
  parameters.merge(indices(names));
}

// Adds the parameters that decide, through `when`, whether these parameters exist.
void CellSearch::add_conditions_of(Set& parameters) const {
  for (std::size_t before = 0; before != parameters.size();) {
    before = parameters.size();
    std::set<std::string> names;
    for (const std::size_t i : parameters)
      for (const Condition& condition : study_.experiment.parameters[i].when)
        names.insert(condition.parameter);
    parameters.merge(indices(names));
  }
}

// Adds the parameters that change together with these: those zipped with them, and those whose
// `when` names one of them.
void CellSearch::add_dependents_of(Set& parameters) const {
  const std::vector<Parameter>& all = study_.experiment.parameters;
  const auto has = [&](const std::string& name) {
    return std::ranges::any_of(parameters, [&](std::size_t i) { return all[i].name == name; });
  };
  for (std::size_t before = 0; before != parameters.size();) {
    before = parameters.size();
    for (const Axis& axis : expansion_.axes())
      if (std::ranges::any_of(axis.members, [&](std::size_t i) { return parameters.contains(i); }))
        parameters.insert(axis.members.begin(), axis.members.end());
    for (std::size_t i = 0; i < all.size(); ++i)
      if (std::ranges::any_of(all[i].when, [&](const Condition& c) { return has(c.parameter); }))
        parameters.insert(i);
  }
}

// Walks all combinations of the axes of these parameters; the others stay at their first value.
Answer CellSearch::walk(const Set& parameters, bool skips_excluded, const Holds& holds) {
  const std::vector<Axis>& axes = expansion_.axes();
  std::vector<std::size_t> turning;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    if (std::ranges::none_of(axes[i].members,
                             [&](std::size_t m) { return parameters.contains(m); }))
      continue;
    if (axes[i].size == 0) return Answer::kUnknown;
    turning.push_back(i);
  }
  std::vector<std::uint64_t> digits(axes.size());
  while (true) {
    if (!spend()) return Answer::kUnknown;
    const Values values = expansion_.values_at(digits);
    const bool is_there = !skips_excluded || expansion_.exclusion_of(values) == nullptr;
    if (is_there && holds(values)) return Answer::kYes;
    const auto next = std::ranges::find_if(turning, [&](std::size_t axis) {
      digits[axis] = (digits[axis] + 1) % axes[axis].size;
      return digits[axis] != 0;
    });
    if (next == turning.end()) return Answer::kNo;
  }
}

Answer CellSearch::walk_drawn(const Holds& holds) {
  const std::uint64_t seeds = study_.experiment.seeds.size();
  for (std::uint64_t slot = 0; slot < expansion_.slot_count(); slot += seeds) {
    if (!spend()) return Answer::kUnknown;
    const auto content = expansion_.choose(slot);
    const auto* choice = std::get_if<Choice>(&content);
    if (choice != nullptr && holds(choice->values)) return Answer::kYes;
  }
  return expansion_.may_grow() ? Answer::kUnknown : Answer::kNo;
}

Answer CellSearch::any_raw(const std::set<std::string>& named, const Holds& holds) {
  Set parameters = indices(named);
  add_conditions_of(parameters);
  return walk(parameters, false, holds);
}

Answer CellSearch::any(const std::set<std::string>& named, const Holds& holds) {
  if (study_.experiment.method != Method::kGrid) return walk_drawn(holds);
  Set parameters = indices(named);
  add_excluding(parameters);
  add_conditions_of(parameters);
  return walk(parameters, true, holds);
}

Answer CellSearch::visit_pairable(const std::set<std::string>& named, const Holds& visit) {
  if (study_.experiment.method != Method::kGrid) return walk_drawn(visit);
  Set parameters = indices(named);
  add_excluding(parameters);
  add_dependents_of(parameters);
  add_conditions_of(parameters);
  add_dependents_of(parameters);
  return walk(parameters, true, visit);
}

}  // namespace ice::study
