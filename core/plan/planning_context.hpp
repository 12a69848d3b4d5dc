#pragma once
// What the trials of a study are planned and run with: its expansion, the plugins that there are,
// and its data sets.
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "code/resolve.hpp"
#include "plan/datasets.hpp"
#include "plan/plan.hpp"
#include "plugin/catalog.hpp"
#include "study/expand.hpp"

namespace ice::plan {

/// A trial with everything that its run needs.
struct ResolvedTrial {
  study::Trial trial;
  code::ResolvedCode resolved;  ///< of the cell
  code::Code code;              ///< of the run (Resolver::of_run)
  std::size_t dataset = 0;      ///< index in Datasets
};

/// The study must outlive it; it must outlive the workers that use its data sets. Not thread-safe.
/// Must not be moved: `resolver` refers to `catalog`.
struct PlanningContext {
  study::Expansion expansion;
  plugin::Catalog catalog;
  code::Resolver resolver;
  Datasets datasets;

  /// Looks for plugins in `plugins` (files and folders of --plugin), then where the study and the
  /// environment say. Throws UserError for a path that is not there or a study that is too large.
  PlanningContext(const study::Study& study, const std::vector<std::filesystem::path>& plugins,
                  Datasets::Missing missing = Datasets::Missing::kIsError);
  PlanningContext(const PlanningContext&) = delete;  // the resolver refers to the catalogue
  PlanningContext& operator=(const PlanningContext&) = delete;

  /// The trial of a plan that was made with this context.
  [[nodiscard]] study::Trial trial(const PlannedTrial& planned) const;

  /// The same, resolved. A plan keeps only keys: every trial that runs is made here.
  [[nodiscard]] ResolvedTrial resolve(const PlannedTrial& planned);
};

/// The error about a recorded run of the study that a plan without results does not have.
[[nodiscard]] base::UserError not_planned(const study::Study& study, const std::string& key);

}  // namespace ice::plan
