#pragma once
// Reading the store: read-only, under an authorizer that allows SELECT alone.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/record.hpp"

namespace ice::store {

/// A cell of a table: null, number, or text.
using Field = base::Value;

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Field>> rows;
};

/// Which runs, in which order.
struct RunQuery {
  std::string study;  ///< name, or empty for all
  std::string
      where;  ///< an SQL expression over parameters and metrics by short or full names; empty: all
  std::string sort;         ///< a column, "-column" for descending; empty: as recorded
  std::uint64_t limit = 0;  ///< 0: all
};

struct StudyRow {
  std::int64_t id = 0;
  std::string name, title, created_at, follows, spec;
};

/// A read-only connection. Throws StoreError when the file is absent, not a store, or newer.
class Reader {
 public:
  explicit Reader(const std::filesystem::path& file);
  ~Reader();

  [[nodiscard]] std::vector<StudyRow> studies();
  /// The newest study of this name; throws UserError with the nearest name.
  [[nodiscard]] StudyRow study(const std::string& name);
  /// Runs as a wide table: id, study, cell, seed, status, epochs, seconds, a column a parameter, a
  /// column a metric.
  [[nodiscard]] Table runs(const RunQuery& query);
  /// Everything of one run by a unique prefix of its key (at least 6 characters). Throws UserError.
  [[nodiscard]] Run run(const std::string& prefix);
  [[nodiscard]] std::vector<Curve> curves(const std::string& key);
  /// Any single SELECT. Throws UserError for anything that is not one, or would write, attach or
  /// load.
  [[nodiscard]] Table sql(const std::string& query);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ice::store
