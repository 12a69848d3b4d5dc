#include "report/claim_pairs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "spec/conditions.hpp"
#include "spec/expand.hpp"

namespace ice::report {
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
  Matcher(const spec::Study& study, const spec::Claim& claim)
      : parameters_(study.experiment.parameters), claim_(claim) {}

  [[nodiscard]] bool fits(const Side& side, const std::vector<Value>& values) const {
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      const auto wanted = side.find(parameters_[i].name);
      if (wanted != side.end() &&
          !spec::holds({wanted->first, spec::Condition::Op::kEq, wanted->second}, values[i]))
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

  const std::vector<spec::Parameter>& parameters_;
  const spec::Claim& claim_;
};

// A cell that fits both sides would be compared with itself: it is passed over.
std::map<std::string, Group> group_cells(const spec::Study& study, const spec::Claim& claim,
                                         const Matcher& matcher) {
  std::map<std::string, Group> groups;
  const spec::Expansion expansion(study);
  for (std::uint64_t slot = 0; slot < expansion.slot_count(); ++slot) {
    const auto chosen = expansion.choose(slot);
    const auto* choice = std::get_if<spec::Choice>(&chosen);
    if (choice == nullptr || choice->seed_index != 0) continue;
    const bool is_better = matcher.fits(claim.better, choice->values);
    if (is_better == matcher.fits(claim.than, choice->values)) continue;
    Group& group = groups[matcher.unnamed_values(choice->values)];
    (is_better ? group.better : group.than).push_back({choice->cell, choice->values});
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

using RunOfSeed = std::map<std::uint64_t, const store::Outcome*>;

// Interrupted runs have not ended: they will be run again.
std::map<std::uint64_t, RunOfSeed> by_cell(std::span<const store::Outcome> outcomes) {
  std::map<std::uint64_t, RunOfSeed> runs;
  for (const store::Outcome& outcome : outcomes) {
    if (outcome.status != store::Status::kInterrupted)
      runs[outcome.cell].emplace(outcome.seed, &outcome);
  }
  return runs;
}

bool is_bad(const store::Outcome& run) {
  return run.status != store::Status::kFinished || !run.value || !std::isfinite(*run.value);
}

double advantage(const store::Outcome& better, const store::Outcome& than, spec::Goal goal) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (is_bad(better) || is_bad(than))
    return is_bad(better) && is_bad(than) ? 0 : is_bad(better) ? -kInfinity : kInfinity;
  const double difference = *better.value - *than.value;
  return goal == spec::Goal::kMaximize ? difference : 0 - difference;
}

// Pairs the runs of cells, two at a time.
class Pairing {
 public:
  explicit Pairing(spec::Goal goal) : goal_(goal) {}

  void add(const RunOfSeed& better, const RunOfSeed& than) {
    for (const auto& [seed, run] : better) {
      const auto partner = than.find(seed);
      if (partner == than.end())
        leave(*run);
      else
        pair(*run, *partner->second);
    }
    for (const auto& [seed, run] : than)
      if (better.count(seed) == 0) leave(*run);
  }
  void leave(const store::Outcome& run) {
    note_start(run);
    pairs_.unpaired.push_back(fmt::format("cell {}, seed {}", run.cell, run.seed));
  }
  [[nodiscard]] RunPairs take() {
    pairs_.seeds = seeds_.size();
    return std::move(pairs_);
  }

 private:
  void pair(const store::Outcome& better, const store::Outcome& than) {
    note_start(better);
    note_start(than);
    pairs_.bad_better += static_cast<std::size_t>(is_bad(better));
    pairs_.bad_than += static_cast<std::size_t>(is_bad(than));
    pairs_.advantages.push_back(advantage(better, than, goal_));
    seeds_.insert(better.seed);
  }
  void note_start(const store::Outcome& run) {
    if (pairs_.first_started.empty() || run.started_at < pairs_.first_started)
      pairs_.first_started = run.started_at;
  }

  spec::Goal goal_;
  RunPairs pairs_;
  std::set<std::uint64_t> seeds_;
};

spec::Goal goal_of(const spec::Study& study, const spec::Claim& claim) {
  return claim.metric == study.experiment.metric ? study.experiment.goal
                                                 : spec::natural_goal(claim.metric);
}

}  // namespace

CellPairs pair_cells(const spec::Study& study, const spec::Claim& claim) {
  const Matcher matcher(study, claim);
  CellPairs found;
  for (auto& [values, group] : group_cells(study, claim, matcher))
    pair_group(group, matcher, found);
  return found;
}

RunPairs pair_runs(const spec::Study& study, const spec::Claim& claim,
                   std::span<const store::Outcome> outcomes) {
  std::map<std::uint64_t, RunOfSeed> runs = by_cell(outcomes);
  const CellPairs cells = pair_cells(study, claim);
  Pairing pairing(goal_of(study, claim));
  for (const auto& [better, than] : cells.pairs) pairing.add(runs[better], runs[than]);
  for (const std::uint64_t cell : cells.alone)
    for (const auto& [seed, run] : runs[cell]) pairing.leave(*run);
  return pairing.take();
}

}  // namespace ice::report
