#pragma once
// Says which superseded runs a table leaves out, and gives the columns that tell cells of other
// plugin files, data or numerics apart.
#include <string>
#include <vector>

#include "store/query/query.hpp"

namespace ice::report {

/// "8 runs left out: acme/swish was another file (3fa1c2d4..) then; --superseded shows them": why
/// newer cells supersede those of the runs, the most frequent reason first. `how` says how they can
/// be shown. Empty when there are no cells.
[[nodiscard]] std::string left_out_text(const std::vector<store::SupersededCell>& cells,
                                        const std::string& how = "--superseded shows them");

/// Why one cell is superseded: "acme/swish was another file (3fa1c2d4..) then".
[[nodiscard]] std::string reason_text(const store::SupersededCell& cell);

/// The first 8 digits of a digest, as people see it; "not known" for an empty one.
[[nodiscard]] std::string short_digest(const std::string& sha256);

/// Whether another file of this plugin makes another cell. Not so for core plugins: their results
/// change only with the numerics.
[[nodiscard]] bool is_told_by_file(const store::PluginUse& use);

/// Columns for the plugins, data and numerics that are not the same in all of some cells.
struct OriginColumns {
  std::vector<std::string> names;  ///< "acme/swish", "data", "numerics"
  /// A row for each cell that was asked for, in their order: short digests and numbers; null where
  /// nothing is known.
  std::vector<std::vector<store::Field>> rows;
};

/// A cell, or a run of it.
struct CellName {
  std::string key;            ///< the cell's key
  std::string data_settings;  ///< from data_settings(): where these differ, other data are expected
};

/// A cell may be given more than once. `with_core`: also compares the files of core plugins, which
/// make no other cell.
[[nodiscard]] OriginColumns origin_columns(store::Reader& reader,
                                           const std::vector<CellName>& cells, bool with_core);

/// The values in a row of a table that say which data it is about: those in columns "data....".
[[nodiscard]] std::string data_settings(const std::vector<std::string>& columns,
                                        const std::vector<store::Field>& row);

/// Inserts columns that tell the cells of a table's rows apart: those of origin_columns
/// and, when the query shows superseded cells, `superseded`. `cell_keys` has the cell's key for
/// each row. The columns stand before the column `before`, or at the end when there is none.
void insert_origins(store::Reader& reader, const store::RunQuery& query,
                    const std::vector<std::string>& cell_keys, const std::string& before,
                    bool with_core, store::Table& table);

}  // namespace ice::report
