#include "cli/selection.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/options.hpp"
#include "report/kernels.hpp"
#include "report/left_out.hpp"
#include "report/table.hpp"
#include "report/terminal/style.hpp"

namespace ice::cli {
store::RunQuery SelectionOptions::of(const std::string& study) const {
  return {.study = study, .revision = revision, .superseded = superseded};
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

void print_note(const std::string& note, const report::TableStyle& style) {
  if (note.empty()) return;
  if (style.format == report::Format::kTable)
    print(report::painted(note, report::Style::kDim, style.color) + "\n");
  else
    fmt::print(stderr, "ice: {}\n", note);
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
