#include "plan/planner.hpp"

#include <fmt/format.h>

#include <variant>

#include "base/text.hpp"
#include "data/split.hpp"
#include "plan/compatibility.hpp"
#include "plan/recorded.hpp"
#include "plan/warnings.hpp"

namespace ice::plan {
namespace {

// Of the numbers of a data set, in memory.
double bytes_of(const data::Shape& shape) {
  const std::uint64_t numbers =
      (shape.n_x + shape.n_y) * (shape.train.m + shape.dev.m + shape.test.m);
  return static_cast<double>(numbers) * (shape.precision == data::Precision::kFloat64 ? 8 : 4);
}

}  // namespace

Planner::Planner(const study::Study& study, study::Expansion& expansion, code::Resolver& resolver,
                 Datasets& datasets, StatusLookup statuses, PlanOptions options,
                 const std::atomic<int>* stop)
    : study_(study),
      expansion_(expansion),
      resolver_(resolver),
      datasets_(datasets),
      statuses_(std::move(statuses)),
      options_(std::move(options)),
      stop_(stop),
      results_(study.experiment.goal) {
  plan_.depends_on_results = learns(study.experiment.method);
  for (const study::Parameter& parameter : study.experiment.parameters)
    plan_.varied.push_back(parameter.name);
}

void Planner::extend() {
  if (!has_news_) return;
  if (!is_begun_) {
    warn(study_.warnings);
    warn(warnings_of(study_));
    resolver_.check_written();
    if (plan_.depends_on_results) check_samples();
  }
  do {
    const std::size_t first_trial = plan_.trials.size(), first_recorded = plan_.recorded.size();
    if (!plan_new_slots()) {
      plan_ = {};
      return;
    }
    sort_out_new(first_trial, first_recorded);
  } while (expansion_.propose());
  has_news_ = false;
  is_begun_ = true;
  count();
}

// A cell with each value of each parameter names all plugins and data sets that cells can name.
void Planner::check_samples() {
  try {
    for (const study::Choice& choice : expansion_.samples()) {
      enter_cell(expansion_.build(choice));
      cell_.reset();
    }
  } catch (const base::UserError& error) {
    note(error.what());
  }
  throw_faults();
}

// Returns false when it was stopped on the way.
bool Planner::plan_new_slots() {
  try {
    const std::vector<std::uint64_t>& only = options_.only;
    const std::uint64_t end = only.empty() ? expansion_.slot_count() : only.size();
    for (; next_slot_ < end; ++next_slot_) {
      if (!is_begun_ && must_stop()) return false;
      visit(only.empty() ? next_slot_ : only[next_slot_]);
    }
  } catch (const base::UserError& error) {  // of a data set: reported with what was found so far
    note(error.what());
  }
  throw_faults();
  return true;
}

void Planner::throw_faults() {
  for (const std::string& fault : resolver_.faults()) note(fault);
  faults_.throw_if_any();
}

void Planner::visit(std::uint64_t slot) {
  const auto content = expansion_.choose(slot);
  if (const auto* skipped = std::get_if<study::Skipped>(&content))
    ++(skipped->reason.empty() ? plan_.repetitions : plan_.excluded[skipped->reason]);
  else
    plan_trial(slot, std::get<study::Choice>(content));
}

void Planner::plan_trial(std::uint64_t slot, const study::Choice& choice) {
  if (!cell_ || *cell_ != choice.cell) enter_cell(expansion_.build(choice));
  if (!resolved_) return;
  const code::PackedKey key = code::pack_key(key_of(choice.seed_index));
  const std::uint64_t cap = study_.experiment.run_cap;
  const bool is_new = !seen_.contains(key);
  if (is_new && cap > 0 && kept_ >= cap) {
    ++plan_.capped;
    return;
  }
  if (plan_.depends_on_results) results_.add_run(choice.cell, key);
  if (!is_new) {
    ++plan_.repetitions;
    return;
  }
  seen_.insert(key);
  ++kept_;
  if (plan_.cells.empty() || plan_.cells.back().cell != choice.cell)
    plan_.cells.push_back(
        {choice.cell, dataset_, code::pack_key(keys_->cell()),
         kept_network(resolved_->code, code::Save::kNone, study_.experiment.metric)});
  plan_.trials.push_back({slot, plan_.cells.size() - 1, key});
}

// The runs of a cell share all but the seed, unless each has a split of its own.
std::string Planner::key_of(std::uint64_t seed_index) {
  const std::uint64_t seed = study_.experiment.seeds[seed_index];
  if (!data::is_drawn_by_run(resolved_->code.data)) return keys_->of(seed);
  const code::Code own = resolver_.of_run(resolved_->code, seed_index);
  return code::CellKeys(own.resolved, datasets_.at(dataset_).shape.digest,
                        code::plugin_identities(*resolved_))
      .of(seed);
}

void Planner::enter_cell(const study::Trial& trial) {
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

const data::Shape& Planner::data_of(const study::Trial& trial) {
  try {
    dataset_ = datasets_.add(resolver_.of_run(resolved_->code, trial.seed_index));
    if (data::is_drawn_by_run(resolved_->code.data)) note_splits(datasets_.at(dataset_).shape);
    return datasets_.at(dataset_).shape;
  } catch (const base::UserError& error) {
    throw base::UserError("", located(trial, error.what()));
  }
}

// Each split of a run is a copy of the data, which all workers share.
void Planner::note_splits(const data::Shape& shape) {
  constexpr double kMuch = 1 << 30;
  plan_.has_splits_of_runs = true;
  const study::Experiment& experiment = study_.experiment;
  const bool is_by_seed = resolved_->code.data.at("split").at("by") == "seed";
  const auto copies = static_cast<double>(is_by_seed ? experiment.seeds.size() : experiment.folds);
  const double bytes = copies * bytes_of(shape);
  if (bytes > kMuch)
    warn({fmt::format("data.split: {} of memory for the data of {} splits",
                      base::format_bytes(bytes), copies)});
}

// A fault of the data section gets its location in the study; a fault of a file names the file.
std::string Planner::located(const study::Trial& trial, const std::string& fault) const {
  constexpr std::string_view kCode = "code.";
  if (!fault.starts_with(kCode)) return fault;
  const std::string path = fault.substr(kCode.size(), fault.find(':') - kCode.size());
  return code::location_of(study_, trial, path) + ": " + fault;
}

void Planner::note(const std::string& fault) {
  if (noted_.insert(fault).second) faults_.add("", fault);
}

void Planner::warn(const std::vector<std::string>& warnings) {
  for (const std::string& warning : warnings)
    if (warned_.insert(warning).second) plan_.warnings.push_back(warning);
}

// Sets apart which of the new trials are recorded and which are left for later.
void Planner::sort_out_new(std::size_t first_trial, std::size_t first_recorded) {
  set_recorded_apart(plan_, first_trial, judging_metrics(study_), statuses_, options_, lacking_);
  if (options_.limit > 0 && plan_.trials.size() > options_.limit) {
    plan_.left_for_later += plan_.trials.size() - options_.limit;
    plan_.trials.resize(options_.limit);
  }
  if (!plan_.depends_on_results) return;
  tell_recorded(first_recorded);
  tell_cells();
}

void Planner::tell_recorded(std::size_t first) {
  if (!options_.values || first == plan_.recorded.size()) return;
  std::vector<std::string> keys;
  for (std::size_t i = first; i < plan_.recorded.size(); ++i)
    keys.push_back(code::unpack_key(plan_.recorded[i].key));
  const auto statuses = statuses_(keys);
  const auto values = options_.values(keys, study_.experiment.metric);
  for (std::size_t i = 0; i < keys.size(); ++i)
    results_.set(plan_.recorded[first + i].key, statuses[i].value(), values[i]);
}

void Planner::tell(const std::string& key, store::Status status, std::optional<double> value) {
  results_.set(code::pack_key(key), status, value);
  const std::uint64_t before = told_;
  if (plan_.depends_on_results) tell_cells();
  has_news_ = has_news_ || told_ > before;
}

// In the order of cells: the search uses no result before those of all earlier cells.
void Planner::tell_cells() {
  for (auto result = results_.of(told_); result; result = results_.of(told_))
    expansion_.tell(told_++, *result);
}

void Planner::count() {
  for (const auto& [metric, runs] : lacking_)
    warn({fmt::format("an earlier ice did not measure {}: {} again", metric,
                      runs == 1 ? "1 recorded run is run"
                                : base::format_count(runs) + " recorded runs are run")});
  plan_.undecided = 0;
  if (expansion_.may_grow())
    plan_.undecided = study_.experiment.run_cap - std::min(study_.experiment.run_cap, kept_);
  plan_.slots = (options_.only.empty() ? next_slot_ : expansion_.slot_count()) + plan_.undecided;
}

}  // namespace ice::plan
