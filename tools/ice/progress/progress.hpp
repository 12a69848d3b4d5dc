#pragma once
// What `ice run` says while it runs.
#include <memory>
#include <string>

#include "run/observer.hpp"
#include "study/study.hpp"

namespace ice::cli {

class Tally;

struct ProgressOptions {
  bool json = false;     ///< one JSON event a line on standard output
  bool quiet = false;    ///< nothing
  bool verbose = false;  ///< a line for every run that ends, not only for those that fail
  bool no_color = false;
};

/// The right one for the options and for standard error: lines redrawn in place on a terminal, else
/// a plain line now and then. Its destructor leaves the cursor on a fresh line.
[[nodiscard]] std::unique_ptr<run::Observer> make_progress(const study::Study& study,
                                                           const ProgressOptions& options);

/// Each warning of a plan as a line "ice: warning: what" on standard error.
void print_warnings(const plan::Plan& plan);

/// "41f3aa crashed in 12 ms: relu · seed 7: SIGSEGV (segmentation fault)": an ended run in a line.
[[nodiscard]] std::string ended_text(const Tally& tally, const store::Run& run);

[[nodiscard]] std::unique_ptr<run::Observer> make_terminal_progress(const study::Study& study,
                                                                    const ProgressOptions& options);
[[nodiscard]] std::unique_ptr<run::Observer> make_plain_progress(const study::Study& study,
                                                                 const ProgressOptions& options);
[[nodiscard]] std::unique_ptr<run::Observer> make_json_progress();

}  // namespace ice::cli
