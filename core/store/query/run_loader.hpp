#pragma once
// Reads whole runs, many of them with statements that are prepared once.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "store/record.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// Borrows the connection. Not thread-safe: one thread at a time. Throws StoreError when the store
/// is damaged.
class RunLoader {
 public:
  explicit RunLoader(Connection& connection);

  /// The run with this row id in the table `runs`, with everything recorded of it. REQUIRES: the
  /// row exists.
  [[nodiscard]] Run load(std::int64_t run_id);

 private:
  void load_params(std::int64_t cell_id, Run& run);
  void load_metrics(std::int64_t run_id, Run& run);
  void load_curves(std::int64_t run_id, Run& run);
  void load_plugins(std::int64_t run_id, Run& run);

  Connection& db_;
  Statement run_, params_, metrics_, curves_, plugins_;
  std::int64_t cell_id_ = 0;  // whose parameters were read last: neighbours share a cell
  std::vector<std::pair<std::string, base::Value>> cell_params_;
};

}  // namespace ice::store
