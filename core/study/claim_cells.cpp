#include "study/claim_cells.hpp"

#include <algorithm>

#include "study/conditions.hpp"

namespace ice::study {

using base::Value;

ClaimCells::ClaimCells(const Study& study, const Claim& claim)
    : parameters_(study.experiment.parameters), claim_(claim) {
  for (const Parameter& parameter : parameters_)
    sides_naming_.push_back(claim.better.count(parameter.name) + claim.than.count(parameter.name));
}

bool ClaimCells::add(const Values& values) {
  const bool is_better = fits(claim_.better, values);
  if (is_better == fits(claim_.than, values)) return false;
  note(is_better, values);
  Group& group = groups_[unnamed_values(values)];
  const std::vector<Values>& others = is_better ? group.than : group.better;
  (is_better ? group.better : group.than).push_back(values);
  return std::ranges::any_of(others, [&](const Values& other) { return may_pair(values, other); });
}

bool ClaimCells::fits(const std::map<std::string, Value>& side, const Values& values) const {
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const auto wanted = side.find(parameters_[i].name);
    if (wanted != side.end() &&
        !holds({wanted->first, Condition::Op::kEq, wanted->second}, values[i]))
      return false;
  }
  return true;
}

std::string ClaimCells::unnamed_values(const Values& values) const {
  Value unnamed = Value::array();
  for (std::size_t i = 0; i < values.size(); ++i)
    if (sides_naming_[i] == 0) unnamed.push_back(values[i]);
  return unnamed.dump();
}

bool ClaimCells::may_pair(const Values& a, const Values& b) const {
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const bool both_exist = !a[i].is_null() && !b[i].is_null();
    if (sides_naming_[i] == 1 && both_exist && a[i] != b[i]) return false;
  }
  return true;
}

void ClaimCells::note(bool is_better, const Values& values) {
  std::vector<std::set<std::string>>& seen = sides_[is_better];
  seen.resize(parameters_.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    if (sides_naming_[i] < 2) seen[i].insert(values[i].dump());
}

std::vector<std::string> ClaimCells::obstacles() const {
  std::vector<std::string> names;
  if (sides_.size() < 2) return names;
  const auto& better = sides_.at(true);
  const auto& than = sides_.at(false);
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const bool has_common = std::ranges::any_of(
        better[i], [&](const std::string& value) { return than[i].contains(value); });
    if (sides_naming_[i] < 2 && !has_common) names.push_back(parameters_[i].name);
  }
  return names;
}

}  // namespace ice::study
