#pragma once
// What `ice run` says at its end.
#include <string>
#include <vector>

#include "cli/launch.hpp"
#include "run/run_study.hpp"
#include "study/study.hpp"

namespace ice::cli {

/// Of the whole plan: a failure that was recorded before is still one.
[[nodiscard]] bool has_failures(const run::Summary& summary);

/// "16 runs in 2.1 s: 15 finished, 1 crashed."
[[nodiscard]] std::string outcome(const study::Study& study, const run::Summary& summary);

/// The command line again up to the store, without what belongs to one launch alone, and without
/// overrides that begin with a text.
[[nodiscard]] std::string run_command(const LaunchOptions& options,
                                      const std::vector<std::string>& without = {});

/// Commands to go on with, ready to be pasted.
[[nodiscard]] std::string next_steps(const LaunchOptions& options, const study::Study& study,
                                     const run::Summary& summary);

/// After a signal: what is left, and how to go on.
[[nodiscard]] std::string stopped_text(const LaunchOptions& options, const run::Summary& summary,
                                       int signal);

/// The last event of --json.
[[nodiscard]] std::string ended_event(const run::Summary& summary);

}  // namespace ice::cli
