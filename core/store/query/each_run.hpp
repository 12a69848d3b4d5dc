#pragma once
// Reads many runs whole, one after the other, for exports: memory holds one run at a time and a few
// bytes for each of the others. Functions throw StoreError.
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "store/query/query.hpp"
#include "store/query/run_filter.hpp"
#include "store/query/run_scope.hpp"

namespace ice::store {

/// The rows of Reader::each_run. Borrows the connection and the scope. The constructor reads which
/// parameters and metrics the runs have.
class WholeRuns {
 public:
  /// `with_superseded` adds the column `superseded`. REQUIRES: scope.study_id.
  WholeRuns(Connection& connection, const Scope& scope, std::vector<SelectedRun> runs,
            bool with_superseded);

  [[nodiscard]] std::vector<std::string> columns() const;
  /// Calls `row` for each run in their order.
  void read(const std::function<void(const std::vector<Field>&)>& row);

 private:
  void find_names();
  void put_params(std::int64_t cell_id, std::vector<Field>& fields);
  void put_metrics(std::int64_t run_id, std::vector<Field>& fields);

  Connection& db_;
  const Scope& scope_;
  std::vector<SelectedRun> runs_;
  std::vector<std::string> fixed_;
  std::optional<std::set<std::int64_t>> superseded_;  // cells, where their column is wanted
  std::vector<StoredName> params_, metrics_;          // sorted by name
  Statement cell_of_, param_rows_, metric_rows_;
};

/// Calls `curve` for each curve of the runs, in their order. REQUIRES: scope.study_id.
void each_curve(Connection& connection, const Scope& scope, const std::vector<SelectedRun>& runs,
                const std::function<void(const RunCurve&)>& curve);

}  // namespace ice::store
