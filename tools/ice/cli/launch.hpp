#pragma once
// What `ice run`, `ice plan` and `ice submit` share: the options of a launch, and printing the
// plan.
#include <string>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "run/run_study.hpp"

namespace ice::cli {

struct LaunchOptions {
  StudyOptions study;
  StoreOptions store;
  OutputOptions output;
  unsigned workers = 0;  ///< -j; 0: one for each core
  std::string retry;     ///< "failed", or empty
  bool force = false;
  bool isolate = false;
  std::uint64_t limit = 0;
  std::string confirm;  ///< the claim to try again on fresh seeds; empty: run the study itself

  /// The study that is to run: that of the file, or the one that confirms a claim of it. Throws
  /// UserError as study::load and judge::confirmation do.
  [[nodiscard]] study::Study load() const;
  [[nodiscard]] run::RunOptions run_options() const;
};

/// Adds FILE, overrides, --plugin, --retry, --confirm and --db to a command.
void add_planning_options(const Command& command, LaunchOptions& options);

/// The same, and -j, --force and --limit.
void add_launch_options(const Command& command, LaunchOptions& options);

/// Prints what running the study would do. Throws as run::plan_study does.
void print_plan(const LaunchOptions& options);

}  // namespace ice::cli
