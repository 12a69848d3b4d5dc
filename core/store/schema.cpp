#include "store/schema.hpp"

#include <fmt/format.h>

#include <map>

#include "store/faults.hpp"

namespace ice::store {
namespace {

// Numbers that SQLite cannot hold (it has neither NaN nor -0, and comparisons should not meet
// infinity) stand as text in the column beside: 'nan', 'inf', '-inf' beside NULL, '-0' beside 0;
// else the text is NULL.
//
// checksum of runs: over what is equal however a run was scheduled: key, seed, status, error,
// epochs, params, metrics, curves and plugins but their path. record_checksum: over the rest.
constexpr const char* kSchema = R"sql(
CREATE TABLE studies(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  why TEXT NOT NULL,
  follows TEXT NOT NULL,      -- name of a study, or ''
  tags TEXT NOT NULL,         -- a JSON list
  spec TEXT NOT NULL,         -- the resolved study as YAML
  spec_sha256 TEXT NOT NULL,
  created_at TEXT NOT NULL,
  metric TEXT NOT NULL,       -- of the experiment, and its goal: minimize or maximize
  goal TEXT NOT NULL,
  planned INTEGER NOT NULL,   -- rises with every plan: the greatest of a name is its newest text
  checksum TEXT NOT NULL,
  UNIQUE(name, spec_sha256)
) STRICT;

CREATE TABLE environments(
  id INTEGER PRIMARY KEY,
  host TEXT NOT NULL,
  cpu TEXT NOT NULL,
  os TEXT NOT NULL,
  compiler TEXT NOT NULL,
  blas TEXT NOT NULL,
  armadillo TEXT NOT NULL,
  ice_version TEXT NOT NULL,
  git_commit TEXT NOT NULL,
  git_dirty INTEGER NOT NULL,
  checksum TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE runs(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  study_id INTEGER NOT NULL REFERENCES studies(id),  -- that recorded it
  cell INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  status TEXT NOT NULL,
  error TEXT NOT NULL,
  epochs INTEGER NOT NULL,
  seconds REAL NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  environment_id INTEGER NOT NULL REFERENCES environments(id),
  checksum TEXT NOT NULL,
  record_checksum TEXT NOT NULL
) STRICT;

CREATE TABLE study_runs(      -- whose plan holds which runs, and as which cell
  study_id INTEGER NOT NULL REFERENCES studies(id),
  run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  cell INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY(study_id, run_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX study_runs_by_run ON study_runs(run_id);

CREATE TABLE params(
  run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  number REAL,                -- of numbers and booleans (1, 0)
  json TEXT,                  -- the value exactly; NULL where value and number say it
  PRIMARY KEY(run_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX params_by_name ON params(name, value);

CREATE TABLE metrics(
  run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  final REAL,
  best REAL,
  best_epoch INTEGER NOT NULL,
  final_text TEXT,
  best_text TEXT,
  PRIMARY KEY(run_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX metrics_by_name ON metrics(name, final);

CREATE TABLE curves(
  run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  metric TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  value REAL,
  text TEXT,
  PRIMARY KEY(run_id, metric, epoch)
) STRICT, WITHOUT ROWID;

CREATE TABLE plugins(
  run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  path TEXT NOT NULL,
  PRIMARY KEY(run_id, kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims(
  study_id INTEGER NOT NULL REFERENCES studies(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  declared_at TEXT NOT NULL,
  definition TEXT NOT NULL,   -- JSON
  verdict TEXT,
  p REAL,
  effect REAL,
  low REAL,
  high REAL,
  pairs INTEGER,
  judged_at TEXT,
  PRIMARY KEY(study_id, name)
) STRICT, WITHOUT ROWID;
)sql";

bool is_empty(Connection& connection) {
  return connection.integer("SELECT count(*) FROM sqlite_schema") == 0 &&
         connection.integer("PRAGMA application_id") == 0;
}

void create(Connection& connection) {
  connection.execute("PRAGMA journal_mode=WAL");  // cannot stand inside the transaction
  Transaction transaction(connection);
  connection.execute(kSchema);
  connection.execute(fmt::format("PRAGMA application_id={}; PRAGMA user_version={}", kApplicationId,
                                 kSchemaVersion));
  transaction.commit();
}

std::map<std::string, std::string> definitions(Connection& connection) {
  std::map<std::string, std::string> sql_of;
  Statement rows = connection.prepare(
      "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL");
  while (rows.step()) sql_of.emplace(rows.string(0), rows.string(1));
  return sql_of;
}

}  // namespace

void require_store(Connection& connection) {
  const std::int64_t version = connection.integer("PRAGMA user_version");
  if (connection.integer("PRAGMA application_id") != kApplicationId || version < 1)
    throw not_a_store(connection.file());
  if (version > kSchemaVersion) throw newer_schema(connection.file(), version, kSchemaVersion);
}

void create_or_require_store(Connection& connection) {
  if (is_empty(connection)) create(connection);
  require_store(connection);
}

std::vector<std::string> schema_differences(Connection& connection) {
  Connection model(":memory:", Access::kWrite, std::chrono::milliseconds(0));
  model.execute(kSchema);
  const auto found = definitions(connection);
  std::vector<std::string> differences;
  for (const auto& [name, sql] : definitions(model)) {
    const auto it = found.find(name);
    if (it == found.end()) {
      differences.push_back("schema: there is no " + name);
    } else if (it->second != sql) {
      differences.push_back("schema: " + name + " is not as it should be");
    }
  }
  return differences;
}

}  // namespace ice::store
