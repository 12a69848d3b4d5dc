#pragma once
// What the trials of a study are planned and run with.
#include <filesystem>
#include <vector>

#include "code/resolve.hpp"
#include "plan/datasets.hpp"
#include "plan/plan.hpp"
#include "plugin/catalog.hpp"
#include "study/expand.hpp"

namespace ice::plan {

/// A trial with everything that its run needs.
struct ResolvedTrial {
  study::Trial trial;
  code::ResolvedCode resolved;
  std::size_t dataset = 0;  ///< index in Datasets
};

/// Made from a study, which must outlive it. Everything here is read, nothing is run. One thread.
struct PlanningContext {
  study::Expansion expansion;
  plugin::Catalog catalog;
  code::Resolver resolver;
  Datasets datasets;

  /// `plugins`: files and folders beside those that the study and the environment name.
  PlanningContext(const study::Study& study, const std::vector<std::filesystem::path>& plugins);

  /// The trial of a plan that was made with this context.
  [[nodiscard]] study::Trial trial(const PlannedTrial& planned) const;

  /// The same, resolved: the plan keeps keys only, so this is the place where a trial that runs is
  /// made.
  [[nodiscard]] ResolvedTrial resolve(const PlannedTrial& planned);
};

}  // namespace ice::plan
