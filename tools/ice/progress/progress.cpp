#include "progress/progress.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/terminal.hpp"
#include "progress/tally.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::cli {

std::unique_ptr<run::Observer> make_progress(const study::Study& study,
                                             const ProgressOptions& options) {
  if (options.json) return make_json_progress();
  if (options.quiet) return std::make_unique<run::Observer>();
  if (is_terminal(stderr)) return make_terminal_progress(study, options);
  return make_plain_progress(study, options);
}

void print_warnings(const plan::Plan& plan) {
  for (const std::string& warning : plan.warnings)
    print_error(fmt::format("ice: warning: {}\n", report::one_line(warning)));
}

std::string ended_text(const Tally& tally, const store::Run& run) {
  std::string text =
      fmt::format("{} {} in {}: {}", run.key.substr(0, 6), store::to_string(run.status),
                  base::format_seconds(run.seconds), tally.cell_of(run.key));
  const std::string first_line = base::split(run.error, '\n').front();  // others: what it printed
  if (!first_line.empty()) text += ": " + report::one_line(first_line);
  return text;
}

}  // namespace ice::cli
