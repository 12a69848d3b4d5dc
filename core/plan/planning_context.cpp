#include "plan/planning_context.hpp"

#include <utility>
#include <variant>

namespace ice::plan {

PlanningContext::PlanningContext(const study::Study& study,
                                 const std::vector<std::filesystem::path>& plugins,
                                 Datasets::Missing missing)
    : expansion(study),
      catalog(
          plugin::Catalog::scan(plugin::search_path(plugins, study.plugin_path), study.plugins)),
      resolver(study, catalog),
      datasets(std::filesystem::path(study.file).parent_path(), missing) {}

study::Trial PlanningContext::trial(const PlannedTrial& planned) const {
  const auto content = expansion.choose(planned.slot);
  return expansion.build(std::get<study::Choice>(content));
}

ResolvedTrial PlanningContext::resolve(const PlannedTrial& planned) {
  study::Trial made = trial(planned);
  code::ResolvedCode resolved = resolver.resolve(made).value();  // planned, so it has no fault
  const std::size_t dataset = datasets.add(resolved.code);
  return {std::move(made), std::move(resolved), dataset};
}

}  // namespace ice::plan
