#pragma once
// What `ice run` and `ice plan` share: the options of a launch, and the plan printed.
#include <string>

#include "cli/options.hpp"
#include "run/run_study.hpp"

namespace ice::cli {

struct LaunchOptions {
  StudyOptions study;
  StoreOptions store;
  OutputOptions output;
  unsigned workers = 0;
  std::string retry;  ///< "failed", or empty
  bool force = false;
  bool isolate = false;
  std::uint64_t limit = 0;
  std::string confirm;  ///< name of a claim that is tried again on fresh seeds, or empty

  /// The study that is to run: the file's, or the one that confirms a claim of it.
  [[nodiscard]] study::Study load() const;
  [[nodiscard]] run::RunOptions run_options() const;
};

/// FILE, overrides, --plugin, -j, --retry, --force, --limit, --confirm, --db.
void add_launch_options(CLI::App& command, LaunchOptions& options);

/// Prints what running the study would do.
void print_plan(const LaunchOptions& options);

}  // namespace ice::cli
