#pragma once
// Shows the progress of `ice run`: on a terminal, in a log, or as JSON events.
#include <memory>
#include <string>

#include "run/observer.hpp"
#include "study/study.hpp"

namespace ice::cli {

class Tally;

struct ProgressOptions {
  bool json = false;     ///< one JSON event in each line of standard output
  bool quiet = false;    ///< nothing
  bool verbose = false;  ///< a line for every run that ends, not only for those that did not finish
  bool no_color = false;
};

/// The observer that fits the options and standard error: lines redrawn in place on a terminal,
/// else a plain line now and then. Destroy it before printing anything else: that clears its lines.
[[nodiscard]] std::unique_ptr<run::Observer> make_progress(const study::Study& study,
                                                           const ProgressOptions& options);

/// Prints each warning of a plan to standard error, as a line "ice: warning: what".
void print_warnings(const plan::Plan& plan);

/// An ended run in a line: "41f3aa crashed in 12 ms: relu · seed 7: SIGSEGV (segmentation fault)".
/// REQUIRES: the tally knows that the run has started, and not yet that it is done.
[[nodiscard]] std::string ended_text(const Tally& tally, const store::Run& run);

/// The three that make_progress() chooses from.
[[nodiscard]] std::unique_ptr<run::Observer> make_terminal_progress(const study::Study& study,
                                                                    const ProgressOptions& options);
[[nodiscard]] std::unique_ptr<run::Observer> make_plain_progress(const study::Study& study,
                                                                 const ProgressOptions& options);
[[nodiscard]] std::unique_ptr<run::Observer> make_json_progress();

}  // namespace ice::cli
