#include "judge/cell_pairs.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <variant>

#include "study/conditions.hpp"
#include "study/expand.hpp"

namespace ice::judge {
namespace {

using base::Value;
using Side = std::map<std::string, Value>;

struct Cell {
  std::uint64_t cell = 0;
  std::vector<Value> values;
};

// Cells of both sides that could be pairs: they agree in every parameter that no side names.
struct Group {
  std::vector<Cell> better, than;
};

class Matcher {
 public:
  Matcher(const study::Study& study, const study::Claim& claim)
      : parameters_(study.experiment.parameters), claim_(claim) {}

  [[nodiscard]] bool fits(const Side& side, const std::vector<Value>& values) const {
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      const auto wanted = side.find(parameters_[i].name);
      if (wanted != side.end() &&
          !study::holds({wanted->first, study::Condition::Op::kEq, wanted->second}, values[i]))
        return false;
    }
    return true;
  }

  [[nodiscard]] std::string unnamed_values(const std::vector<Value>& values) const {
    Value unnamed = Value::array();
    for (std::size_t i = 0; i < values.size(); ++i)
      if (sides_naming(i) == 0) unnamed.push_back(values[i]);
    return unnamed.dump();
  }

  [[nodiscard]] bool may_pair(const Cell& a, const Cell& b) const {
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      const bool both_exist = !a.values[i].is_null() && !b.values[i].is_null();
      if (sides_naming(i) == 1 && both_exist && a.values[i] != b.values[i]) return false;
    }
    return true;
  }

 private:
  [[nodiscard]] std::size_t sides_naming(std::size_t parameter) const {
    const std::string& name = parameters_[parameter].name;
    return claim_.better.count(name) + claim_.than.count(name);
  }

  const std::vector<study::Parameter>& parameters_;
  const study::Claim& claim_;
};

// A cell that fits both sides would be compared with itself: it is passed over.
std::map<std::string, Group> group_cells(const CellValues& cells, const study::Claim& claim,
                                         const Matcher& matcher) {
  std::map<std::string, Group> groups;
  for (const auto& [number, values] : cells) {
    const bool is_better = matcher.fits(claim.better, values);
    if (is_better == matcher.fits(claim.than, values)) continue;
    Group& group = groups[matcher.unnamed_values(values)];
    (is_better ? group.better : group.than).push_back({number, values});
  }
  return groups;
}

void pair_group(Group& group, const Matcher& matcher, CellPairs& found) {
  for (const Cell& better : group.better) {
    const auto partner = std::find_if(group.than.begin(), group.than.end(), [&](const Cell& than) {
      return matcher.may_pair(better, than);
    });
    if (partner == group.than.end()) {
      found.alone.push_back(better.cell);
    } else {
      found.pairs.emplace_back(better.cell, partner->cell);
      group.than.erase(partner);
    }
  }
  for (const Cell& than : group.than) found.alone.push_back(than.cell);
}

}  // namespace

CellValues planned_cells(const study::Study& study) {
  CellValues cells;
  const study::Expansion expansion(study);
  const std::uint64_t seeds = study.experiment.seeds.size();
  for (std::uint64_t slot = 0; slot < expansion.slot_count(); slot += seeds) {
    auto chosen = expansion.choose(slot);
    if (auto* choice = std::get_if<study::Choice>(&chosen))
      cells.emplace(choice->cell, std::move(choice->values));
  }
  return cells;
}

CellPairs pair_cells(const study::Study& study, const study::Claim& claim,
                     const CellValues& cells) {
  const Matcher matcher(study, claim);
  CellPairs found;
  for (auto& [values, group] : group_cells(cells, claim, matcher))
    pair_group(group, matcher, found);
  return found;
}

}  // namespace ice::judge
