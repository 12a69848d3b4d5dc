#pragma once
// Plans a study whose cells may depend on results: as far as results allow, and further after each.
#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "plan/cell_results.hpp"
#include "plan/plan.hpp"
#include "study/expand.hpp"

namespace ice::plan {

/// The order of calls: extend() once; for a plan that depends on results tell() for each run that
/// ends and extend() again, which may add trials. Borrows all that the constructor is given. Not
/// thread-safe: one thread at a time. REQUIRES: `resolver` and `expansion` are of this study.
class Planner {
 public:
  Planner(const study::Study& study, study::Expansion& expansion, code::Resolver& resolver,
          Datasets& datasets, StatusLookup statuses, PlanOptions options = {},
          const std::atomic<int>* stop = nullptr);

  /// Plans all slots that the study has by now. Throws one UserError with all faults of plugin
  /// references, data and their compatibility. The first call leaves an empty plan when `stop`
  /// becomes other than 0 on the way.
  ///
  /// Where cells depend on results, the first call also resolves a cell with each listed value of
  /// each parameter, so that plugins and data sets of all cells are known before the first run.
  void extend();

  /// How a run of the plan ended, with the value of the study's metric. Of interest only to plans
  /// that depend on results.
  void tell(const std::string& key, store::Status status, std::optional<double> value);

  [[nodiscard]] const Plan& plan() const { return plan_; }
  [[nodiscard]] Plan take() { return std::move(plan_); }

 private:
  void check_samples();
  [[nodiscard]] bool plan_new_slots();
  void visit(std::uint64_t slot);
  void plan_trial(std::uint64_t slot, const study::Choice& choice);
  [[nodiscard]] std::string key_of(std::uint64_t seed_index);
  void enter_cell(const study::Trial& trial);
  [[nodiscard]] const data::Shape& data_of(const study::Trial& trial);
  void note_splits(const data::Shape& shape);
  [[nodiscard]] std::string located(const study::Trial& trial, const std::string& fault) const;
  void note(const std::string& fault);
  void warn(const std::vector<std::string>& warnings);
  void throw_faults();
  void sort_out_new(std::size_t first_trial, std::size_t first_recorded);
  void tell_recorded(std::size_t first);
  void tell_cells();
  void count();
  [[nodiscard]] bool must_stop() const { return stop_ != nullptr && stop_->load() != 0; }

  const study::Study& study_;
  study::Expansion& expansion_;
  code::Resolver& resolver_;
  Datasets& datasets_;
  const StatusLookup statuses_;
  const PlanOptions options_;
  const std::atomic<int>* stop_;
  Plan plan_;
  bool is_begun_ = false;  // the first extend() is done
  std::uint64_t next_slot_ = 0;
  std::uint64_t kept_ = 0;             // slots that are no repetition and not past run_cap
  std::optional<std::uint64_t> cell_;  // the cell that the next three belong to
  std::size_t dataset_ = 0;
  std::optional<code::ResolvedCode> resolved_;
  std::optional<code::CellKeys> keys_;
  std::unordered_set<code::PackedKey, KeyHash> seen_;
  std::set<std::string> noted_, warned_;
  base::Diagnostics faults_;
  std::map<std::string, std::uint64_t> lacking_;  // metric -> finished runs that run again for it

  // Of a plan that depends on results.
  CellResults results_;
  std::uint64_t told_ = 0;  // cells whose results the expansion knows
  bool has_news_ = true;    // since the last extend()
};

}  // namespace ice::plan
