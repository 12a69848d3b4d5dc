#include "plan/planning_context.hpp"

#include <utility>
#include <variant>

namespace ice::plan {
namespace {

const study::Study& trained_here(const study::Study& study) {
  if (!study.is_elsewhere) return study;
  throw base::UserError(study.file, "code: elsewhere: ice does not train this study",
                        "'ice ask " + study.file + "' gives its cells, 'ice tell' takes results");
}

}  // namespace

PlanningContext::PlanningContext(const study::Study& study,
                                 const std::vector<std::filesystem::path>& plugins,
                                 Datasets::Missing missing)
    : expansion(trained_here(study)),
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
  code::Code code = resolver.of_run(resolved.code, made.seed_index);
  const std::size_t dataset = datasets.add(code);
  return {std::move(made), std::move(resolved), std::move(code), dataset};
}

base::UserError not_planned(const study::Study& study, const std::string& key) {
  const std::string id = key.substr(0, 6);
  if (learns(study.experiment.method))
    return base::UserError(
        "run " + id, "is of a study whose cells follow results",
        "'ice show " + id + " --yaml > run.yaml' makes a study of this run: use that one");
  return base::UserError("run " + id,
                         "cannot be trained again: its plugins or data are no longer the same");
}

}  // namespace ice::plan
