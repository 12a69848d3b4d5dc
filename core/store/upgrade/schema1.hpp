#pragma once
// Reads a store of schema 1, as ice 0.1 wrote it: what its upgrade carries over.
//
// It had one `studies` row a text of a study, knew no cells (a run had its parameters itself), and
// a row a point of a curve. Its checksums were over row ids too.
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "store/record.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store::schema1 {

/// One text of a study, which is a revision now.
struct Study {
  std::int64_t id = 0;
  std::string name, title, why, follows, tags, spec, spec_sha256, created_at, metric, goal;
  std::int64_t planned = 0;
};

struct Claim {
  std::int64_t study_id = 0;
  std::string name, declared_at, definition;
};

/// A run that the plan of a text holds.
struct StudyRun {
  std::int64_t study_id = 0, run_id = 0;
  std::uint64_t cell = 0;
};

/// A run's row without what hangs on it.
struct RunRow {
  std::int64_t id = 0, study_id = 0, environment_id = 0;  ///< study_id: that recorded it
  std::string started_at;
  std::uint64_t seed = 0;
};

[[nodiscard]] std::vector<Study> load_studies(Connection& connection);
[[nodiscard]] std::vector<Claim> load_claims(Connection& connection);
[[nodiscard]] std::vector<StudyRun> load_links(Connection& connection);
/// All runs in the order in which they began.
[[nodiscard]] std::vector<RunRow> load_run_rows(Connection& connection);

/// Reads one run after the other.
class RunReader {
 public:
  explicit RunReader(Connection& connection);
  /// The run of this row id, without identity.
  [[nodiscard]] Run load(std::int64_t run_id);
  /// Its parameters and plugins only: what its cell is known by.
  [[nodiscard]] Run load_code(std::int64_t run_id);

 private:
  Connection& connection_;
  Statement run_, params_, metrics_, curves_, plugins_;
};

/// What does not fit its checksum, and where.
struct Damage {
  std::vector<std::string> findings;  ///< a line each
  std::set<std::int64_t> studies, runs;
  std::set<std::pair<std::int64_t, std::int64_t>> links;  ///< (study_id, run_id)
};
[[nodiscard]] Damage find_damage(Connection& connection);

/// The tables of schema 1.
extern const std::vector<std::string> kTables;

}  // namespace ice::store::schema1
