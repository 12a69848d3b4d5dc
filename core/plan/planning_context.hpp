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
};

}  // namespace ice::plan
