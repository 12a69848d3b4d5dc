#pragma once
// What is said of the runs that a table leaves out, and of what tells their cells apart.
#include <string>
#include <vector>

#include "store/query/query.hpp"

namespace ice::report {

/// "8 runs left out: acme/swish was another file (3fa1c2d4..) then; --superseded shows them": why
/// newer cells supersede those of the runs, the most frequent reason first. `how` ends it: how they
/// are shown. Empty when nothing is left out.
[[nodiscard]] std::string left_out_text(const std::vector<store::SupersededCell>& cells,
                                        const std::string& how = "--superseded shows them");

/// "acme/swish was another file (3fa1c2d4..) then": why one cell is superseded.
[[nodiscard]] std::string reason_text(const store::SupersededCell& cell);

/// The beginning of a digest, as people see it; "not known" of none.
[[nodiscard]] std::string short_digest(const std::string& sha256);

/// Whether a run of another file of this plugin is a run of another cell: of core's plugins the
/// name is what counts.
[[nodiscard]] bool is_told_by_file(const store::PluginUse& use);

/// What tells some cells apart beside their parameters: columns for the plugins, data and numerics
/// that are not the same in all of them.
struct OriginColumns {
  std::vector<std::string> names;  ///< "acme/swish", "data", "numerics"
  /// A row for each of the cells that were asked for, in their order: short digests, numbers; null
  /// where nothing is known.
  std::vector<std::vector<store::Field>> rows;
};

/// A cell, or a run of it.
struct CellName {
  std::string key;
  std::string data_settings;  ///< other data are no news where these differ; see data_settings
};

/// Of these cells; one may stand there more than once. `with_core`: also files of core's plugins,
/// which make no other cell.
[[nodiscard]] OriginColumns origin_columns(store::Reader& reader,
                                           const std::vector<CellName>& cells, bool with_core);

/// The values in a row of a table that say which data it is of: those of columns "data....".
[[nodiscard]] std::string data_settings(const std::vector<std::string>& columns,
                                        const std::vector<store::Field>& row);

}  // namespace ice::report
