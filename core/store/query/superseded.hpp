#pragma once
// Cells that are left out of their study, the newer ones, and by what cells were trained.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/query/query.hpp"
#include "store/query/scope.hpp"
#include "store/query/select.hpp"

namespace ice::store {

/// Prepared statements that tell of superseded cells and of what cells were trained by.
class CellReader {
 public:
  explicit CellReader(Connection& connection);

  [[nodiscard]] CellOrigin origin(std::int64_t cell_id);
  /// The same by the cell's key; empty for a cell that is not there.
  [[nodiscard]] CellOrigin origin(const std::string& key);

  /// A cell of a study beside the newest other one that has the same parameters; nothing when there
  /// is none. `runs` is left 0.
  [[nodiscard]] std::optional<SupersededCell> superseded(std::int64_t study_id,
                                                         std::int64_t cell_id);

 private:
  [[nodiscard]] std::vector<PluginUse> plugins(std::int64_t cell_id);

  Statement plugins_, by_id_, by_key_, pair_;
};

/// The cells of these runs, which are superseded in their studies, with how many runs each.
[[nodiscard]] std::vector<SupersededCell> cells_left_out(Connection& connection,
                                                         const std::vector<SelectedRun>& runs);

/// The studies that hold a run, the one that recorded it first.
[[nodiscard]] std::vector<Holder> load_holders(Connection& connection, std::int64_t run_id);

}  // namespace ice::store
