#include "cli/selection.hpp"
#include "cli/terminal.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/since.hpp"
#include "report/kernels.hpp"
#include "report/left_out.hpp"
#include "report/table.hpp"
#include "report/terminal/style.hpp"

namespace ice::cli {
store::RunQuery SelectionOptions::of(const std::string& study) const {
  return {.study = study,
          .where = where,
          .revision = revision,
          .superseded = superseded,
          .since = since.empty() ? "" : since_text(since, std::chrono::system_clock::now())};
}

std::string SelectionOptions::suffix() const {
  std::string text;
  if (!where.empty()) text += " --where " + base::shell_word(where);
  if (!since.empty()) text += " --since " + base::shell_word(since);
  if (revision != 0) text += fmt::format(" --revision {}", revision);
  return superseded ? text + " --superseded" : text;
}

void add_selection_options(const Command& command, SelectionOptions& options) {
  command
      .add_option("--revision", options.revision,
                  "Only what this revision of the study plans [all revisions]")
      .type_name("N")
      .whole_number(1);
  command.add_flag("--superseded", options.superseded,
                   "Also runs of other plugin files, data or numerics than the newest");
}

void add_where_options(const Command& command, SelectionOptions& options) {
  command
      .add_option("--where", options.where,
                  "Only runs for which this SQL expression holds: over parameters and metrics, by "
                  "short or full names")
      .type_name("EXPR");
  command
      .add_option(
          "--since", options.since,
          "Only runs started then or later: '2 days', 90m, 2026-11-27, 2026-11-27T09:30 (UTC)")
      .type_name("TIME");
}

void print_note(const std::string& note, const report::TableStyle& style) {
  if (note.empty()) return;
  if (style.format == report::Format::kTable)
    print(report::painted(note, report::Style::kDim, style.color) + "\n");
  else
    print_error(fmt::format("ice: {}\n", note));
}

void print_notes(store::Reader& reader, const store::RunQuery& query, const std::string& how,
                 const report::TableStyle& style) {
  print_note(report::left_out_text(reader.left_out(query), how), style);
  print_note(report::kernels_text(reader.kernels(query)), style);
}

std::string shown_by_runs(const std::string& study, const std::string& suffix) {
  return fmt::format("'ice runs {} --superseded{}' shows them", base::shell_word(study), suffix);
}

}  // namespace ice::cli
