#pragma once
// Reads a store of schema 1, which ice 0.1 wrote, for its upgrade. Schema 1 had a row in `studies`
// for each text of a study, no cells (each run had its own parameters), and a row for each point of
// a curve. Its checksums included row ids. Functions throw StoreError when the store is damaged.
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "store/record.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store::schema1 {

/// One text of a study. The upgrade makes it a revision.
struct Study {
  std::int64_t id = 0;
  std::string name, title, why, follows, tags, spec, spec_sha256, created_at, metric, goal;
  std::int64_t planned = 0;
};

/// A claim that a text declares.
struct Claim {
  std::int64_t study_id = 0;
  std::string name, declared_at, definition;
};

/// A run in the plan of a text.
struct StudyRun {
  std::int64_t study_id = 0, run_id = 0;
  std::uint64_t cell = 0;
};

/// The row of a run.
struct RunRow {
  std::int64_t id = 0, study_id = 0, environment_id = 0;  ///< study_id: the text that recorded it
  std::string started_at;
  std::uint64_t seed = 0;
};

[[nodiscard]] std::vector<Study> load_studies(Connection& connection);
[[nodiscard]] std::vector<Claim> load_claims(Connection& connection);
[[nodiscard]] std::vector<StudyRun> load_links(Connection& connection);
/// All runs in the order in which they began.
[[nodiscard]] std::vector<RunRow> load_run_rows(Connection& connection);

/// Reads runs with prepared statements. Borrows the connection, which must outlive it. Not
/// thread-safe: one thread at a time. REQUIRES: the rows exist.
class RunReader {
 public:
  explicit RunReader(Connection& connection);
  /// The run with this row id; its identity stays empty.
  [[nodiscard]] Run load(std::int64_t run_id);
  /// Only its parameters and plugins, which determine its cell.
  [[nodiscard]] Run load_code(std::int64_t run_id);

 private:
  Connection& connection_;
  Statement run_, params_, metrics_, curves_, plugins_;
};

/// The rows that do not match their checksums.
struct Damage {
  std::vector<std::string> findings;                      ///< one line for each of them
  std::set<std::int64_t> studies, runs;                   ///< row ids
  std::set<std::pair<std::int64_t, std::int64_t>> links;  ///< (study_id, run_id)
};
/// Checks all checksums of studies, links and runs.
[[nodiscard]] Damage find_damage(Connection& connection);

/// The names of the tables of schema 1, in an order in which they can be dropped.
extern const std::vector<std::string> kTables;

}  // namespace ice::store::schema1
