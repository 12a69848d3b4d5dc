#include "judge/confirm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <variant>

#include "base/error.hpp"
#include "base/rng.hpp"
#include "base/text.hpp"
#include "judge/cell_pairs.hpp"
#include "study/conditions.hpp"
#include "study/expand.hpp"
#include "study/folds.hpp"
#include "study/resolved.hpp"

namespace ice::judge {
namespace {

using base::Value;
using Combination = std::vector<Value>;  // a value per parameter; null: it does not exist there
using study::Condition;

constexpr std::uint64_t kFreshSeeds = std::uint64_t{1} << 40;  // index of a root, past all seeds
constexpr std::uint64_t kMostCells = 100'000;  // in the grid that the cells are picked from

const study::Claim& find_claim(const study::Study& study, const std::string& name) {
  std::vector<std::string> names;
  for (const study::Claim& claim : study.idea.claims) {
    if (claim.name == name) return claim;
    names.push_back(claim.name);
  }
  throw base::UserError(
      "--confirm", fmt::format("{} has no claim '{}'", study.name, name),
      names.empty() ? "It has none: idea.claims declares them" : base::suggest(name, names));
}

std::vector<Combination> compared_cells(const study::Study& study, const study::Claim& claim) {
  const CellValues all = planned_cells(study);
  std::vector<Combination> cells;
  for (const auto& [better, than] : pair_cells(study, claim, all).pairs) {
    cells.push_back(all.at(better));
    cells.push_back(all.at(than));
  }
  if (cells.empty())
    throw base::UserError("--confirm", fmt::format("{} of {} compares no cells that are pairs",
                                                   claim.name, study.name));
  return cells;
}

std::optional<std::size_t> index_of(const std::vector<study::Parameter>& parameters,
                                    const std::string& name) {
  const auto found = std::ranges::find(parameters, name, &study::Parameter::name);
  if (found == parameters.end()) return std::nullopt;
  return static_cast<std::size_t>(found - parameters.begin());
}

bool is_met_everywhere(const Condition& condition, const std::vector<study::Parameter>& parameters,
                       const std::vector<Combination>& cells) {
  const auto at = index_of(parameters, condition.parameter);
  return std::ranges::all_of(cells, [&](const Combination& cell) {
    return study::holds(condition, at ? cell[*at] : Value());
  });
}

// Removes members of a list that none of the cells have: the axis no longer has these values.
void keep_met_members(Condition& condition, const std::vector<study::Parameter>& parameters,
                      const std::vector<Combination>& cells) {
  const auto at = index_of(parameters, condition.parameter);
  if (condition.op != Condition::Op::kIn || !at) return;
  Value met = Value::array();
  for (const Value& member : condition.operand) {
    const Condition equal{condition.parameter, Condition::Op::kEq, member};
    if (std::ranges::any_of(cells,
                            [&](const Combination& c) { return study::holds(equal, c[*at]); }))
      met.push_back(member);
  }
  condition.operand = std::move(met);
}

// Parameters that vary together, those that vary alone in groups of one; by index.
std::vector<std::vector<std::size_t>> groups_of(const study::Experiment& experiment) {
  std::vector<std::vector<std::size_t>> groups;
  std::set<std::size_t> zipped;
  for (const std::vector<std::string>& names : experiment.zip) {
    groups.emplace_back();
    for (const std::string& name : names)
      groups.back().push_back(*index_of(experiment.parameters, name));
    zipped.insert(groups.back().begin(), groups.back().end());
  }
  for (std::size_t i = 0; i < experiment.parameters.size(); ++i)
    if (!zipped.contains(i)) groups.push_back({i});
  return groups;
}

// Keeps only values that a cell has, for all parameters that vary together. A range becomes the
// list of the drawn values.
void narrow(std::vector<study::Parameter>& parameters, const std::vector<std::size_t>& group,
            const std::vector<Combination>& cells) {
  std::vector<std::vector<Value>> kept(group.size());
  const auto keep = [&](const auto& value_of) {
    for (std::size_t i = 0; i < group.size(); ++i) kept[i].push_back(value_of(group[i]));
  };
  if (parameters[group[0]].values.empty()) {
    for (const Combination& cell : cells)
      if (std::ranges::find(kept[0], cell[group[0]]) == kept[0].end())
        keep([&](std::size_t at) { return cell[at]; });
    std::erase(kept[0], Value());
  } else {
    for (std::size_t j = 0; j < parameters[group[0]].values.size(); ++j) {
      const auto has = [&](const Combination& cell) {
        return std::ranges::all_of(group, [&](std::size_t at) {
          return cell[at].is_null() || cell[at] == parameters[at].values[j];
        });
      };
      if (std::ranges::any_of(cells, has))
        keep([&](std::size_t at) { return parameters[at].values[j]; });
    }
  }
  for (std::size_t i = 0; i < group.size(); ++i) {
    study::Parameter narrowed;
    narrowed.name = parameters[group[i]].name;
    narrowed.when = parameters[group[i]].when;
    narrowed.values = std::move(kept[i]);
    parameters[group[i]] = std::move(narrowed);
  }
}

// Removes conditions that hold in all cells.
void narrow_conditions(std::vector<study::Parameter>& parameters,
                       const std::vector<Combination>& cells) {
  for (study::Parameter& parameter : parameters) {
    std::erase_if(parameter.when, [&](const Condition& condition) {
      return is_met_everywhere(condition, parameters, cells);
    });
    for (Condition& condition : parameter.when) keep_met_members(condition, parameters, cells);
  }
}

bool exists_in(const std::vector<Combination>& cells, std::size_t at) {
  return std::ranges::any_of(cells, [at](const Combination& cell) { return !cell[at].is_null(); });
}

// Removes parameters that exist in none of the cells, from the study and from the cells.
void drop_absent(study::Experiment& experiment, std::vector<Combination>& cells) {
  for (std::size_t at = experiment.parameters.size(); at-- > 0;) {
    if (exists_in(cells, at)) continue;
    const auto offset = static_cast<std::ptrdiff_t>(at);
    for (std::vector<std::string>& group : experiment.zip)
      std::erase(group, experiment.parameters[at].name);
    experiment.parameters.erase(experiment.parameters.begin() + offset);
    for (Combination& cell : cells) cell.erase(cell.begin() + offset);
  }
  std::erase_if(experiment.zip, [](const auto& group) { return group.size() < 2; });
}

// A grid that has the cells, and as little else as a grid can.
void narrow_to(std::vector<Combination>& cells, study::Experiment& experiment) {
  for (const std::vector<std::size_t>& group : groups_of(experiment))
    narrow(experiment.parameters, group, cells);
  narrow_conditions(experiment.parameters, cells);
  drop_absent(experiment, cells);
  experiment.method = study::Method::kGrid;
  experiment.order = study::Order::kDeclared;
  experiment.run_cap = 0;
  experiment.start_with.clear();
  experiment.exclude.clear();
}

class Exclusions {
 public:
  Exclusions(const study::Claim& claim, const std::vector<study::Parameter>& parameters,
             const std::vector<Combination>& wanted)
      : claim_(claim), parameters_(parameters), wanted_(wanted) {}

  // Excludes the cell: by the parameters that the claim names if that is enough, else by all.
  void leave_out(const Combination& cell) {
    if (is_left_out(cell)) return;
    for (const bool is_short : {true, false}) {
      const std::vector<Condition> conditions = equal_to(cell, is_short);
      if (conditions.empty() || std::ranges::any_of(wanted_, [&](const Combination& wanted) {
            return all_hold(conditions, wanted);
          }))
        continue;
      found_.push_back({conditions, study::to_text(conditions)});
      return;
    }
  }
  [[nodiscard]] std::vector<study::Exclusion> take() { return std::move(found_); }

 private:
  [[nodiscard]] bool all_hold(const std::vector<Condition>& conditions,
                              const Combination& cell) const {
    return std::ranges::all_of(conditions, [&](const Condition& condition) {
      return study::holds(condition, cell[*index_of(parameters_, condition.parameter)]);
    });
  }
  [[nodiscard]] bool is_left_out(const Combination& cell) const {
    return std::ranges::any_of(found_, [&](const study::Exclusion& exclusion) {
      return all_hold(exclusion.conditions, cell);
    });
  }
  [[nodiscard]] std::vector<Condition> equal_to(const Combination& cell, bool is_short) const {
    std::vector<Condition> conditions;
    for (std::size_t i = 0; i < cell.size(); ++i) {
      const std::string& name = parameters_[i].name;
      const bool is_named = claim_.better.contains(name) || claim_.than.contains(name);
      if (!cell[i].is_null() && (is_named || !is_short))
        conditions.push_back({name, Condition::Op::kEq, cell[i]});
    }
    return conditions;
  }

  const study::Claim& claim_;
  const std::vector<study::Parameter>& parameters_;
  const std::vector<Combination>& wanted_;
  std::vector<study::Exclusion> found_;
};

void check_size(const study::Study& study, const study::Claim& claim) {
  const std::uint64_t cells = study::Expansion(study).slot_count() / study.experiment.seeds.size();
  if (cells > kMostCells)
    throw base::UserError(
        "--confirm",
        fmt::format("the cells of {} lie in a grid of {}, at most {} are told "
                    "from each other",
                    claim.name, base::format_count(cells), base::format_count(kMostCells)));
}

// Derived from a root of its own: raising the count keeps the earlier ones.
void take_fresh_seeds(study::Experiment& experiment) {
  const std::set<std::uint64_t> used(experiment.seeds.begin(), experiment.seeds.end());
  const std::size_t count = study::given_seeds(experiment).size();
  for (std::uint64_t index = kFreshSeeds; !experiment.seeds.empty(); ++index) {
    const std::uint64_t root = base::derive_seed(experiment.root, index);
    std::vector<std::uint64_t> fresh;
    for (std::uint64_t i = 0; i < count; ++i) fresh.push_back(base::derive_seed(root, i));
    fresh = study::spread_over_folds(fresh, experiment.folds);
    if (std::ranges::any_of(fresh, [&](std::uint64_t seed) { return used.contains(seed); }))
      continue;
    experiment.root = root;
    experiment.seeds = std::move(fresh);
    return;
  }
}

void forget_locations(std::map<std::string, std::string>& locations) {
  std::erase_if(locations, [](const auto& location) {
    return location.first.starts_with("parameters.") || location.first.starts_with("idea.");
  });
}

}  // namespace

std::string confirmation_name(const std::string& study, const std::string& claim) {
  std::string name = study + "-confirm-";
  for (const char c : claim) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    name += is_upper ? static_cast<char>(c + ('a' - 'A')) : is_plain ? c : '-';
  }
  return name;
}

study::Study confirmation(const study::Study& study, const std::string& claim_name) {
  const study::Claim claim = find_claim(study, claim_name);
  std::vector<Combination> wanted = compared_cells(study, claim);
  study::Study fresh = study;
  fresh.name = confirmation_name(study.name, claim.name);
  fresh.idea.title = fmt::format("{} of {} on fresh seeds", claim.name, study.name);
  fresh.idea.follows = study.name;
  fresh.idea.claims = {claim};
  study::Experiment& experiment = fresh.experiment;
  narrow_to(wanted, experiment);
  take_fresh_seeds(experiment);
  check_size(fresh, claim);
  Exclusions exclusions(claim, experiment.parameters, wanted);
  for (const auto& [number, cell] : planned_cells(fresh))
    if (std::ranges::find(wanted, cell) == wanted.end()) exclusions.leave_out(cell);
  experiment.exclude = exclusions.take();
  fresh.warnings.clear();
  forget_locations(fresh.locations);
  fresh.text = study::resolved_text(fresh);
  return fresh;
}

}  // namespace ice::judge
