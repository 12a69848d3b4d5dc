#include "cli/selection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "base/text.hpp"
#include "cli/options.hpp"
#include "report/kernels.hpp"
#include "report/left_out.hpp"
#include "report/table.hpp"
#include "report/terminal/style.hpp"

namespace ice::cli {
namespace {

// Keys of the superseded cells of the query's study; without a study, of all studies.
std::set<std::string> superseded_keys(store::Reader& reader, const store::RunQuery& query) {
  std::set<std::string> keys;
  for (const store::SupersededCell& cell : reader.left_out({.study = query.study}))
    keys.insert(cell.key);
  return keys;
}

}  // namespace

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

void insert_origins(store::Reader& reader, const store::RunQuery& query,
                    const std::vector<std::string>& cell_keys, const std::string& before,
                    bool with_core, store::Table& table) {
  std::vector<report::CellName> cells;
  for (std::size_t i = 0; i < cell_keys.size(); ++i)
    cells.push_back({cell_keys[i], report::data_settings(table.columns, table.rows[i])});
  report::OriginColumns origins = report::origin_columns(reader, cells, with_core);
  if (query.superseded || query.revision != 0) {
    const std::set<std::string> old = superseded_keys(reader, query);
    const bool any =
        std::ranges::any_of(cell_keys, [&](const std::string& key) { return old.contains(key); });
    if (any) origins.names.insert(origins.names.begin(), "superseded");
    for (std::size_t i = 0; any && i < cell_keys.size(); ++i)
      origins.rows[i].insert(origins.rows[i].begin(), old.contains(cell_keys[i]));
  }
  const auto at = std::ranges::find(table.columns, before) - table.columns.begin();
  table.columns.insert(table.columns.begin() + at, origins.names.begin(), origins.names.end());
  for (std::size_t i = 0; i < table.rows.size(); ++i)
    table.rows[i].insert(table.rows[i].begin() + at,
                         std::make_move_iterator(origins.rows[i].begin()),
                         std::make_move_iterator(origins.rows[i].end()));
}

}  // namespace ice::cli
