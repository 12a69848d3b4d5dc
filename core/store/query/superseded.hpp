#pragma once
// Reads superseded cells (run_scope.hpp), the newer cells that supersede them, and by which files
// and data cells were trained.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/query/query.hpp"
#include "store/query/run_filter.hpp"
#include "store/query/run_scope.hpp"

namespace ice::store {

/// Reads cells with prepared statements. Borrows the connection, which must outlive it. Not
/// thread-safe: one thread at a time.
class CellReader {
 public:
  explicit CellReader(Connection& connection);

  /// By what the runs of a cell were trained. REQUIRES: the cell exists.
  [[nodiscard]] CellOrigin origin(std::int64_t cell_id);
  /// The same by the key of the cell; an empty CellOrigin when there is no such cell.
  [[nodiscard]] CellOrigin origin(const std::string& key);

  /// A cell of a study and the newest other cell of the study with the same parameters; nullopt
  /// when there is none. The field `runs` stays 0.
  [[nodiscard]] std::optional<SupersededCell> superseded(std::int64_t study_id,
                                                         std::int64_t cell_id);

 private:
  [[nodiscard]] std::vector<PluginUse> plugins(std::int64_t cell_id);

  Statement plugins_, by_id_, by_key_, pair_;
};

/// The cells of these runs with the newer cells, and the number of these runs in each. REQUIRES:
/// the cells are superseded in the studies with which the runs were selected.
[[nodiscard]] std::vector<SupersededCell> cells_left_out(Connection& connection,
                                                         const std::vector<SelectedRun>& runs);

/// The studies whose plans contain a run; the one that recorded it is first.
[[nodiscard]] std::vector<Holder> load_holders(Connection& connection, std::int64_t run_id);

}  // namespace ice::store
