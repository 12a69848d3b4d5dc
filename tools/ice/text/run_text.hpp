#pragma once
// Writes what `ice run` prints at its end.
#include <string>
#include <vector>

#include "cli/launch.hpp"
#include "run/run_study.hpp"
#include "study/study.hpp"

namespace ice::cli {

/// Whether a run of the plan failed, in this launch or in an earlier one.
[[nodiscard]] bool has_failures(const run::Summary& summary);

/// "16 runs in 2.1 s: 15 finished, 1 crashed."
[[nodiscard]] std::string outcome(const study::Study& study, const run::Summary& summary);

/// The command line again, without --db, without options for one launch only (-j, --limit, --retry
/// ...), and without overrides that begin with one of the texts `without`.
[[nodiscard]] std::string run_command(const LaunchOptions& options,
                                      const std::vector<std::string>& without = {});

/// Commands to go on with, ready to be pasted.
[[nodiscard]] std::string next_steps(const LaunchOptions& options, const study::Study& study,
                                     const run::Summary& summary);

/// After a signal: how many runs are left, and the command that goes on.
[[nodiscard]] std::string stopped_text(const LaunchOptions& options, const run::Summary& summary,
                                       int signal);

/// The last event of --json, a line.
[[nodiscard]] std::string ended_event(const run::Summary& summary);

}  // namespace ice::cli
