#pragma once
// What the trials of a study are planned and run with.
#include "plugin/catalog.hpp"
#include "run/datasets.hpp"
#include "run/message.hpp"
#include "run/plan.hpp"
#include "run/resolve.hpp"
#include "run/run_study.hpp"
#include "spec/expand.hpp"

namespace ice::run {

/// Made from a study, which must outlive it. Everything here is read, nothing is run. One thread.
struct Workshop {
  spec::Expansion expansion;
  plugin::Catalog catalog;
  Resolver resolver;
  Datasets datasets;

  Workshop(const spec::Study& study, const RunOptions& options);

  /// The trial of a plan that was made with this workshop.
  [[nodiscard]] spec::Trial trial(const PlannedTrial& planned) const;
};

/// What the workers are told of a study once all its trials were resolved.
[[nodiscard]] Setup setup_of(const spec::Study& study, const Workshop& workshop);

}  // namespace ice::run
