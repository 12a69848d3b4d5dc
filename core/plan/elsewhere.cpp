#include "plan/elsewhere.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <unordered_map>
#include <utility>
#include <variant>

#include "base/hash.hpp"
#include "plan/cell_results.hpp"
#include "study/expand.hpp"

namespace ice::plan {
namespace {

using base::Value;
using store::ToldStatus;
using store::ToldTrial;

class Walk {
 public:
  Walk(const study::Study& study, std::span<const ToldTrial> known)
      : study_(study), expansion_(study), results_(study.experiment.goal) {
    for (const ToldTrial& trial : known) known_.emplace(name_of(trial), &trial);
  }

  Asked run(std::size_t count, bool again) {
    do {
      for (; slot_ < expansion_.slot_count() && !is_capped(); ++slot_) visit();
      tell_cells();
    } while (expansion_.propose() && !is_capped());
    std::vector<ToldTrial> trials = again ? std::move(waiting_) : std::vector<ToldTrial>();
    std::ranges::move(fresh_, std::back_inserter(trials));
    if (trials.size() > count) trials.resize(count);
    asked_.trials = std::move(trials);
    asked_.planned = expansion_.may_grow() ? study_.experiment.run_cap : planned_;
    asked_.best = best();
    return std::move(asked_);
  }

 private:
  static std::string name_of(const ToldTrial& trial) {
    return trial.parameters.dump() + " " + std::to_string(trial.seed);
  }

  [[nodiscard]] bool is_capped() const {
    return study_.experiment.run_cap > 0 && planned_ >= study_.experiment.run_cap;
  }

  void visit() {
    auto content = expansion_.choose(slot_);
    if (const auto* choice = std::get_if<study::Choice>(&content)) add(*choice);
  }

  void add(const study::Choice& choice) {
    ++planned_;
    ToldTrial trial = trial_of(choice);
    parameters_[trial.cell] = trial.parameters;
    results_.add_run(trial.cell, code::pack_key(trial.key));
    const auto known = known_.find(name_of(trial));
    if (known == known_.end())
      fresh_.push_back(std::move(trial));
    else if (known->second->status == ToldStatus::kAsked)
      wait_for(*known->second);
    else
      take(trial, *known->second);
  }

  [[nodiscard]] ToldTrial trial_of(const study::Choice& choice) const {
    ToldTrial trial;
    trial.study = study_.name;
    trial.cell = choice.cell;
    trial.seed = study_.experiment.seeds[choice.seed_index];
    for (std::size_t i = 0; i < choice.values.size(); ++i)
      if (!choice.values[i].is_null())
        trial.parameters[study_.experiment.parameters[i].name] = choice.values[i];
    trial.key = base::sha256_hex(study_.name + "\n" + name_of(trial));
    return trial;
  }

  void wait_for(const ToldTrial& trial) {
    asked_.waiting_for.push_back(trial.key);
    waiting_.push_back(trial);
  }

  void take(const ToldTrial& trial, const ToldTrial& told) {
    ++asked_.told;
    const auto value = told.metrics.find(study_.experiment.metric);
    const bool is_finished = told.status == ToldStatus::kFinished && value != told.metrics.end();
    results_.set(code::pack_key(trial.key),
                 is_finished ? store::Status::kFinished : store::Status::kFailed,
                 is_finished ? std::optional(value->second) : std::nullopt);
  }

  void tell_cells() {
    if (!learns(study_.experiment.method)) return;
    for (auto result = results_.of(told_); result; result = results_.of(told_))
      expansion_.tell(told_++, *result);
  }

  [[nodiscard]] std::optional<Asked::Best> best() const {
    std::optional<Asked::Best> best;
    for (const auto& [cell, parameters] : parameters_) {
      const auto result = results_.of(cell);
      if (result && std::isfinite(*result) && (!best || *result < best->value))
        best = Asked::Best{cell, *result, parameters};
    }
    if (best && study_.experiment.goal == study::Goal::kMaximize) best->value = -best->value;
    return best;
  }

  const study::Study& study_;
  study::Expansion expansion_;
  CellResults results_;
  std::unordered_map<std::string, const ToldTrial*> known_;  // by parameters and seed
  std::vector<ToldTrial> fresh_, waiting_;
  std::map<std::uint64_t, Value> parameters_;  // by cell
  std::uint64_t slot_ = 0, planned_ = 0, told_ = 0;
  Asked asked_;
};

}  // namespace

Asked ask(const study::Study& study, std::span<const ToldTrial> known, std::size_t count,
          bool again) {
  return Walk(study, known).run(count, again);
}

}  // namespace ice::plan
