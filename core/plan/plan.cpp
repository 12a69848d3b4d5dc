#include "plan/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <unordered_set>
#include <utility>
#include <variant>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "code/run_key.hpp"
#include "plan/compatibility.hpp"
#include "plan/warnings.hpp"
#include "study/expand.hpp"

namespace ice::plan {
namespace {

using base::Value;

constexpr std::size_t kLookupBlock = 1000;

struct KeyHash {
  std::size_t operator()(const code::PackedKey& key) const {
    std::size_t hash = 0;  // any bytes of a SHA-256 are as good as a hash
    std::memcpy(&hash, key.data(), sizeof hash);
    return hash;
  }
};

// Walks the slots; a cell is resolved and checked once for all its seeds.
class Planner {
 public:
  Planner(const study::Study& study, code::Resolver& resolver, Datasets& datasets,
          const std::atomic<int>* stop)
      : study_(study), expansion_(study), resolver_(resolver), datasets_(datasets), stop_(stop) {}

  Plan walk() {
    plan_.slots = expansion_.slot_count();
    for (const study::Parameter& parameter : study_.experiment.parameters)
      plan_.varied.push_back(parameter.name);
    warn(study_.warnings);
    warn(warnings_of(study_));
    try {
      for (std::uint64_t slot = 0; slot < plan_.slots; ++slot) {
        if (must_stop()) return {};
        visit(slot);
      }
    } catch (const base::UserError& error) {  // of a data set: reported with what was found so far
      note(error.what());
    }
    for (const std::string& fault : resolver_.faults()) note(fault);
    faults_.throw_if_any();
    return std::move(plan_);
  }

 private:
  [[nodiscard]] bool must_stop() const { return stop_ != nullptr && stop_->load() != 0; }

  void visit(std::uint64_t slot) {
    const auto content = expansion_.choose(slot);
    if (const auto* skipped = std::get_if<study::Skipped>(&content))
      ++(skipped->reason.empty() ? plan_.repetitions : plan_.excluded[skipped->reason]);
    else
      plan_trial(slot, std::get<study::Choice>(content));
  }

  void plan_trial(std::uint64_t slot, const study::Choice& choice) {
    if (!cell_ || *cell_ != choice.cell) enter_cell(expansion_.build(choice));
    if (!resolved_) return;
    const std::uint64_t seed = study_.experiment.seeds[choice.seed_index];
    const code::PackedKey key = code::pack_key(keys_->of(seed));
    const std::uint64_t cap = study_.experiment.run_cap;
    if (!seen_.insert(key).second) {
      ++plan_.repetitions;
    } else if (cap > 0 && plan_.trials.size() >= cap) {
      ++plan_.capped;
    } else {
      if (plan_.cells.empty() || plan_.cells.back().cell != choice.cell)
        plan_.cells.push_back(
            {choice.cell, dataset_, code::pack_key(keys_->cell()),
             kept_network(resolved_->code, code::Save::kNone, study_.experiment.metric)});
      plan_.trials.push_back({slot, plan_.cells.size() - 1, key});
    }
  }

  void enter_cell(const study::Trial& trial) {
    cell_ = trial.cell;
    resolved_ = resolver_.resolve(trial);
    if (!resolved_) return;
    const data::Shape& data = data_of(trial);
    keys_.emplace(resolved_->code.resolved, data.digest, code::plugin_identities(*resolved_));
    const Compatibility found = check_trial(study_, trial, *resolved_, datasets_.at(dataset_));
    for (const std::string& fault : found.faults) note(fault);
    warn(found.warnings);
    warn(warnings_of(study_, trial, *resolved_, data));
    warn(datasets_.at(dataset_).notes);
  }

  const data::Shape& data_of(const study::Trial& trial) {
    try {
      dataset_ = datasets_.add(resolved_->code);
      return datasets_.at(dataset_).shape;
    } catch (const base::UserError& error) {
      throw base::UserError("", located(trial, error.what()));
    }
  }

  // A fault of the data section gets its location in the study; a fault of a file names the file.
  std::string located(const study::Trial& trial, const std::string& fault) const {
    constexpr std::string_view kCode = "code.";
    if (!fault.starts_with(kCode)) return fault;
    const std::string path = fault.substr(kCode.size(), fault.find(':') - kCode.size());
    return code::location_of(study_, trial, path) + ": " + fault;
  }

  void note(const std::string& fault) {
    if (noted_.insert(fault).second) faults_.add("", fault);
  }

  void warn(const std::vector<std::string>& warnings) {
    for (const std::string& warning : warnings)
      if (warned_.insert(warning).second) plan_.warnings.push_back(warning);
  }

  const study::Study& study_;
  const study::Expansion expansion_;
  code::Resolver& resolver_;
  Datasets& datasets_;
  const std::atomic<int>* stop_;
  Plan plan_;
  std::optional<std::uint64_t> cell_;  // the cell that the next three belong to
  std::size_t dataset_ = 0;
  std::optional<code::ResolvedCode> resolved_;
  std::optional<code::CellKeys> keys_;
  std::unordered_set<code::PackedKey, KeyHash> seen_;
  std::set<std::string> noted_, warned_;
  base::Diagnostics faults_;
};

// Whether the study asks for a network of the run that nobody saved.
bool lacks_network(const std::string& network, const std::string& key, const PlanOptions& options) {
  return !network.empty() && options.has_network && !options.has_network(key, network);
}

// The metrics by which the study judges its runs, each once.
std::vector<std::string> judging_metrics(const study::Study& study) {
  std::set<std::string> metrics{study.experiment.metric};
  for (const study::Claim& claim : study.idea.claims) metrics.insert(claim.metric);
  return {metrics.begin(), metrics.end()};
}

void warn_of_lacking(Plan& plan, const std::map<std::string, std::uint64_t>& lacking) {
  for (const auto& [metric, runs] : lacking)
    plan.warnings.push_back(fmt::format(
        "an earlier ice did not measure {}: {} again", metric,
        runs == 1 ? "1 recorded run is run" : base::format_count(runs) + " recorded runs are run"));
}

// Takes out of plan.trials what the store has and `options` do not ask for again.
void set_recorded_apart(Plan& plan, const std::vector<std::string>& metrics,
                        const StatusLookup& statuses, const PlanOptions& options) {
  std::vector<PlannedTrial> missing;
  std::vector<std::string> keys;
  std::map<std::string, std::uint64_t> lacking;  // metric -> finished runs that run again for it
  for (std::size_t begin = 0; begin < plan.trials.size(); begin += kLookupBlock) {
    const std::span block =
        std::span(plan.trials).subspan(begin, std::min(kLookupBlock, plan.trials.size() - begin));
    keys.clear();
    for (const PlannedTrial& trial : block) keys.push_back(code::unpack_key(trial.key));
    const auto found = statuses(keys);
    const auto lacked = options.lacking_metric ? options.lacking_metric(keys, metrics)
                                               : std::vector<std::string>(keys.size());
    for (std::size_t i = 0; i < block.size(); ++i) {
      const bool is_asked = !found[i] || options.force || options.retry.contains(*found[i]);
      const bool may_lack = !is_asked && *found[i] == store::Status::kFinished;
      if (may_lack && !lacked[i].empty()) ++lacking[lacked[i]];
      const bool runs =
          is_asked ||
          (may_lack && (!lacked[i].empty() ||
                        lacks_network(plan.cells[block[i].cell].network, keys[i], options)));
      (runs ? missing : plan.recorded).push_back(block[i]);
      if (!runs) ++plan.recorded_by_status[*found[i]];
    }
  }
  plan.trials = std::move(missing);
  warn_of_lacking(plan, lacking);
}

void keep_first(Plan& plan, std::uint64_t limit) {
  if (limit == 0 || plan.trials.size() <= limit) return;
  plan.left_for_later = plan.trials.size() - limit;
  plan.trials.resize(limit);
}

}  // namespace

store::PlanSize size_of(const Plan& plan) {
  base::Sha256 cells;
  for (const PlannedCell& cell : plan.cells) cells.update(cell.key.data(), cell.key.size());
  return {plan.trials.size() + plan.recorded.size() + plan.left_for_later, cells.finish_hex()};
}

Plan make_plan(const study::Study& study, code::Resolver& resolver, Datasets& datasets,
               const StatusLookup& statuses, const PlanOptions& options,
               const std::atomic<int>* stop) {
  Plan plan = Planner(study, resolver, datasets, stop).walk();
  set_recorded_apart(plan, judging_metrics(study), statuses, options);
  keep_first(plan, options.limit);
  return plan;
}

}  // namespace ice::plan
