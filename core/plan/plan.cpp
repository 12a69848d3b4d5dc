#include "plan/plan.hpp"

#include "base/hash.hpp"
#include "plan/planner.hpp"
#include "study/expand.hpp"

namespace ice::plan {

// The cells of a plan that depends on results are not known until its end: all its runs count as
// of one plan.
store::PlanSize size_of(const Plan& plan) {
  const std::uint64_t runs =
      plan.trials.size() + plan.recorded.size() + plan.left_for_later + plan.undecided;
  if (plan.depends_on_results) return {runs, ""};
  base::Sha256 cells;
  for (const PlannedCell& cell : plan.cells) cells.update(cell.key.data(), cell.key.size());
  return {runs, cells.finish_hex()};
}

Plan make_plan(const study::Study& study, code::Resolver& resolver, Datasets& datasets,
               const StatusLookup& statuses, const PlanOptions& options,
               const std::atomic<int>* stop) {
  study::Expansion expansion(study);
  Planner planner(study, expansion, resolver, datasets, statuses, options, stop);
  planner.extend();
  return planner.take();
}

}  // namespace ice::plan
