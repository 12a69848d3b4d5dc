#include "store/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "store/faults.hpp"

namespace ice::store {
namespace {

// Columns *_text hold numbers that the REAL column cannot (encoding.hpp).
//
// Checksums are over names, keys and values and never over row ids, so a row keeps its checksum
// when it is copied into another store. runs.checksum is that of the content, runs.record_checksum
// that of the record (query/run_sums.hpp).
constexpr const char* kTables = R"sql(
CREATE TABLE study_names(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE revisions(         -- the texts that a study has had
  id INTEGER PRIMARY KEY,
  study_id INTEGER NOT NULL REFERENCES study_names(id),
  number INTEGER NOT NULL,      -- from 1
  title TEXT NOT NULL,
  why TEXT NOT NULL,
  follows TEXT NOT NULL,        -- name of a study, or ''
  tags TEXT NOT NULL,           -- a JSON list
  metric TEXT NOT NULL,         -- of the experiment, and its goal: minimize or maximize
  goal TEXT NOT NULL,
  spec TEXT NOT NULL,           -- the resolved study as YAML
  spec_sha256 TEXT NOT NULL,
  created_at TEXT NOT NULL,
  planned INTEGER NOT NULL,     -- rises with every plan: the greatest of a study is its newest
  plan INTEGER NOT NULL,        -- from 1; rises when the same text plans other cells than before
  plan_sha256 TEXT NOT NULL,    -- of the keys of the cells that are planned
  planned_runs INTEGER NOT NULL,
  checksum TEXT NOT NULL,
  UNIQUE(study_id, number),
  UNIQUE(study_id, spec_sha256)
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

CREATE TABLE names(             -- of parameters and metrics
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,           -- param or metric
  name TEXT NOT NULL,
  UNIQUE(kind, name)
) STRICT;

CREATE TABLE cell_keys(         -- a cell is everything that determines a run but the seed
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  code_key TEXT NOT NULL,       -- of the parameters: the same for other plugin files, data, numerics
  data_sha256 TEXT NOT NULL,    -- '' where it is not known: a cell of a store of schema 1
  numerics INTEGER NOT NULL,
  checksum TEXT NOT NULL
) STRICT;
CREATE INDEX cell_keys_by_code ON cell_keys(code_key);

CREATE TABLE cell_params(
  cell_id INTEGER NOT NULL REFERENCES cell_keys(id) ON DELETE CASCADE,
  name_id INTEGER NOT NULL REFERENCES names(id),
  value TEXT NOT NULL,
  number REAL,                  -- of numbers and booleans (1, 0)
  json TEXT,                    -- the value exactly; NULL where value and number say it
  PRIMARY KEY(cell_id, name_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX cell_params_by_name ON cell_params(name_id, value);

CREATE TABLE study_cells(       -- the cells that a study has runs of
  study_id INTEGER NOT NULL REFERENCES study_names(id),
  cell_id INTEGER NOT NULL REFERENCES cell_keys(id),
  cell INTEGER NOT NULL,        -- its number in the study
  planned INTEGER NOT NULL,     -- of the last revision whose plan held it
  parameters TEXT NOT NULL,     -- the varied ones with their values, a JSON map
  checksum TEXT NOT NULL,
  PRIMARY KEY(study_id, cell_id),
  UNIQUE(study_id, cell)
) STRICT, WITHOUT ROWID;
CREATE INDEX study_cells_by_cell ON study_cells(cell_id);

CREATE TABLE runs(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  study_id INTEGER NOT NULL REFERENCES study_names(id),  -- that recorded it, and its cell there
  cell INTEGER NOT NULL,
  cell_id INTEGER NOT NULL REFERENCES cell_keys(id),
  cell_key TEXT NOT NULL,
  seed INTEGER NOT NULL,
  status TEXT NOT NULL,
  error TEXT NOT NULL,
  epochs INTEGER NOT NULL,
  seconds REAL NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  first_started_at TEXT NOT NULL,  -- of any run of this key: what a run replaces is not forgotten
  environment_id INTEGER NOT NULL REFERENCES environments(id),
  checksum TEXT NOT NULL,
  record_checksum TEXT NOT NULL
) STRICT;
CREATE INDEX runs_by_cell ON runs(cell_id, status);  -- counts without the rows

CREATE TABLE revision_runs(     -- whose plan holds which runs, and as which cell of the plan
  revision_id INTEGER NOT NULL REFERENCES revisions(id),
  run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  cell INTEGER NOT NULL,
  plan INTEGER NOT NULL,        -- the last plan of the revision that held it
  checksum INTEGER NOT NULL,
  PRIMARY KEY(revision_id, run_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX revision_runs_by_run ON revision_runs(run_id);

CREATE TABLE metric_values(
  run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  name_id INTEGER NOT NULL REFERENCES names(id),
  final REAL,
  best REAL,
  best_epoch INTEGER NOT NULL,
  final_text TEXT,
  best_text TEXT,
  PRIMARY KEY(run_id, name_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX metric_values_by_name ON metric_values(name_id, final);

CREATE TABLE curve_data(
  run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  name_id INTEGER NOT NULL REFERENCES names(id),
  points TEXT NOT NULL,         -- a JSON map: {"1":0.69,"2":"nan"}
  PRIMARY KEY(run_id, name_id)
) STRICT;

CREATE TABLE plugin_files(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  plugin TEXT NOT NULL,
  version TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  path TEXT NOT NULL,
  UNIQUE(kind, plugin, version, sha256, path)
) STRICT;

CREATE TABLE run_plugins(
  run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  file_id INTEGER NOT NULL REFERENCES plugin_files(id),
  PRIMARY KEY(run_id, file_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE declarations(      -- of claims, by the revisions that make them
  revision_id INTEGER NOT NULL REFERENCES revisions(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  declared_at TEXT NOT NULL,    -- when the study first had it in these words
  definition TEXT NOT NULL,     -- JSON
  PRIMARY KEY(revision_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE looks(             -- each time that a claim was judged by other runs
  study_id INTEGER NOT NULL REFERENCES study_names(id),
  claim TEXT NOT NULL,
  definition TEXT NOT NULL,     -- JSON, as in declarations
  basis TEXT NOT NULL,          -- JSON: the plugin files, data and numerics that were judged
  look INTEGER NOT NULL,        -- from 1
  revision INTEGER NOT NULL,    -- its number
  seeds INTEGER NOT NULL,
  pairs INTEGER NOT NULL,
  alpha REAL NOT NULL,          -- spent by this look
  p REAL NOT NULL,
  effect REAL,                  -- the mean difference, and its 95 % interval
  low REAL,
  high REAL,
  verdict TEXT NOT NULL,
  judged_at TEXT NOT NULL,
  cells TEXT NOT NULL,          -- digest of the cells that were compared
  runs TEXT NOT NULL,           -- digest of these and their seeds: the same runs are no new look
  checksum TEXT NOT NULL,
  PRIMARY KEY(study_id, claim, definition, basis, look)
) STRICT, WITHOUT ROWID;
)sql";

// Tables that came after the first schema 2: what people add to studies and runs, and what they
// tell of cells that they trained themselves. A store that an ice before these tables made has none
// until something is written to it; that ice ignores them. STRICT and cascades as above.
constexpr const char* kAdded = R"sql(
CREATE TABLE IF NOT EXISTS study_marks(
  study_id INTEGER PRIMARY KEY REFERENCES study_names(id) ON DELETE CASCADE,
  tags TEXT NOT NULL,           -- a JSON list; those of the study's text are in revisions
  note TEXT NOT NULL,
  checksum TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS run_marks(
  run_id INTEGER PRIMARY KEY REFERENCES runs(id) ON DELETE CASCADE,
  tags TEXT NOT NULL,
  note TEXT NOT NULL,
  checksum TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS told(   -- trials of 'ice ask': they are no runs, ice has not trained them
  study_id INTEGER NOT NULL REFERENCES study_names(id) ON DELETE CASCADE,
  key TEXT NOT NULL PRIMARY KEY,
  cell INTEGER NOT NULL,        -- its number when it was asked for
  seed INTEGER NOT NULL,
  parameters TEXT NOT NULL,     -- a JSON object
  status TEXT NOT NULL,         -- asked, finished or failed
  metrics TEXT NOT NULL,        -- a JSON object: name -> value, or 'nan', 'inf', '-inf'
  asked_at TEXT NOT NULL,
  told_at TEXT,
  checksum TEXT NOT NULL
) STRICT;
)sql";

// The same, for a connection that must not write: no rows.
constexpr std::array<std::pair<const char*, const char*>, 3> kStandIns{
    {{"study_marks", "study_id INTEGER, tags TEXT, note TEXT, checksum TEXT"},
     {"run_marks", "run_id INTEGER, tags TEXT, note TEXT, checksum TEXT"},
     {"told",
      "study_id INTEGER, key TEXT, cell INTEGER, seed INTEGER, parameters TEXT,"
      " status TEXT, metrics TEXT, asked_at TEXT, told_at TEXT, checksum TEXT"}}};

// The interface for everybody's SQL, R or pandas, which doc/store.md explains.
constexpr const char* kViews = R"sql(
CREATE VIEW studies AS          -- as their newest revision says
  SELECT s.id, s.name, v.title, v.why, v.follows, v.tags, v.spec, v.spec_sha256,
         (SELECT min(created_at) FROM revisions WHERE study_id = s.id) AS created_at,
         v.metric, v.goal, v.number AS revision
  FROM study_names s JOIN revisions v ON v.study_id = s.id
  WHERE v.planned = (SELECT max(planned) FROM revisions WHERE study_id = s.id);

-- A newer cell has the same parameters, but other plugins, data or numerics. CROSS JOIN: first the
-- few cells of the same code; SQLite would go through all cells of the study for each of them.
CREATE VIEW superseded_cells AS
  SELECT old.study_id, old.cell_id, old.cell
  FROM study_cells old JOIN cell_keys k ON k.id = old.cell_id
  WHERE EXISTS (SELECT 1 FROM cell_keys nk CROSS JOIN study_cells new
                WHERE nk.code_key = k.code_key AND new.study_id = old.study_id
                  AND new.cell_id = nk.id AND new.planned > old.planned);

CREATE VIEW study_runs AS       -- with the cell's number in the study
  SELECT c.study_id, r.id AS run_id, c.cell
  FROM study_cells c JOIN runs r ON r.cell_id = c.cell_id
  WHERE EXISTS (SELECT 1 FROM revision_runs l JOIN revisions v ON v.id = l.revision_id
                WHERE l.run_id = r.id AND v.study_id = c.study_id);

CREATE VIEW params AS
  SELECT r.id AS run_id, n.name, p.value, p.number, p.json
  FROM runs r JOIN cell_params p ON p.cell_id = r.cell_id JOIN names n ON n.id = p.name_id;

CREATE VIEW metrics AS
  SELECT m.run_id, n.name, m.final, m.best, m.best_epoch, m.final_text, m.best_text
  FROM metric_values m JOIN names n ON n.id = m.name_id;

CREATE VIEW curves AS
  SELECT d.run_id, n.name AS metric, CAST(point.key AS INTEGER) AS epoch,
         CASE point.type WHEN 'text' THEN NULL ELSE CAST(point.value AS REAL) END AS value,
         CASE point.type WHEN 'text' THEN point.value END AS text
  FROM curve_data d JOIN names n ON n.id = d.name_id, json_each(d.points) AS point;

CREATE VIEW plugins AS
  SELECT u.run_id, f.kind, f.plugin AS id, f.version, f.sha256, f.path
  FROM run_plugins u JOIN plugin_files f ON f.id = u.file_id;

CREATE VIEW claims AS           -- of the newest revisions, with the last look at each
  SELECT s.id AS study_id, d.name, d.declared_at, d.definition, k.verdict, k.p, k.effect, k.low,
         k.high, k.pairs, k.judged_at
  FROM studies s
    JOIN revisions v ON v.study_id = s.id AND v.number = s.revision
    JOIN declarations d ON d.revision_id = v.id
    LEFT JOIN looks k ON k.study_id = s.id AND k.claim = d.name AND k.definition = d.definition
      AND k.judged_at = (SELECT max(judged_at) FROM looks o WHERE o.study_id = s.id
                           AND o.claim = d.name AND o.definition = d.definition);

CREATE VIEW short_id AS         -- the shortest prefix of a run's key that no other run shares
  WITH neighbours AS (
    SELECT r.id AS run_id, r.key, lag(r.key, 1, '') OVER (ORDER BY r.key) AS before,
           lead(r.key, 1, '') OVER (ORDER BY r.key) AS after
    FROM runs r),
  lengths(n) AS (SELECT 6 UNION ALL SELECT n + 1 FROM lengths WHERE n < 64)
  SELECT run_id, key, substr(key, 1, (
           SELECT min(n) FROM lengths WHERE substr(before, 1, n) <> substr(key, 1, n)
                                        AND substr(after, 1, n) <> substr(key, 1, n))) AS id
  FROM neighbours;

CREATE VIEW curve_points AS     -- curves beside the run that they are of
  SELECT s.name AS study, l.cell, r.seed, r.id AS run_id, r.key, c.metric, c.epoch, c.value
  FROM study_runs l JOIN study_names s ON s.id = l.study_id
    JOIN runs r ON r.id = l.run_id JOIN curves c ON c.run_id = r.id;

CREATE VIEW run_finals AS       -- the final values of a study's runs by its metric
  SELECT l.study_id, l.cell, l.run_id, r.status = 'finished' AS is_finished, m.final
  FROM study_runs l JOIN studies s ON s.id = l.study_id JOIN runs r ON r.id = l.run_id
    LEFT JOIN metric_values m ON m.run_id = l.run_id
      AND m.name_id = (SELECT id FROM names WHERE kind = 'metric' AND name = s.metric);

-- Over their finished runs, by the study's metric. Looked up cell by cell: who asks for one study
-- does not wait for all. The deviation in two passes: large means that are close lose no digits.
CREATE VIEW cells AS
  SELECT s.name AS study, c.cell, c.parameters,
         (SELECT count(*) FROM run_finals f
          WHERE f.study_id = c.study_id AND f.cell = c.cell AND f.is_finished) AS n,
         (SELECT avg(f.final) FROM run_finals f
          WHERE f.study_id = c.study_id AND f.cell = c.cell AND f.is_finished) AS mean,
         (SELECT sqrt(sum((f.final - a.mean) * (f.final - a.mean)) / (count(f.final) - 1))
          FROM (SELECT avg(g.final) AS mean FROM run_finals g
                WHERE g.study_id = c.study_id AND g.cell = c.cell AND g.is_finished) a, run_finals f
          WHERE f.study_id = c.study_id AND f.cell = c.cell AND f.is_finished) AS sd,
         (SELECT count(*) FROM run_finals f
          WHERE f.study_id = c.study_id AND f.cell = c.cell AND NOT f.is_finished) AS failed,
         k.key AS cell_key, k.data_sha256, k.numerics,
         EXISTS (SELECT 1 FROM superseded_cells o
                 WHERE o.study_id = c.study_id AND o.cell_id = c.cell_id) AS superseded
  FROM study_cells c JOIN study_names s ON s.id = c.study_id JOIN cell_keys k ON k.id = c.cell_id;
)sql";

// Whether an older ice made stores without this table ("table told").
bool is_added(std::string_view name) {
  return std::ranges::any_of(kStandIns,
                             [&](const auto& table) { return name.ends_with(table.first); });
}

std::map<std::string, std::string> definitions(Connection& connection) {
  std::map<std::string, std::string> sql_of;
  Statement rows = connection.prepare(
      "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL");
  while (rows.step()) sql_of.emplace(rows.string(0), rows.string(1));
  return sql_of;
}

}  // namespace

bool is_empty(Connection& connection) {
  return connection.integer("SELECT count(*) FROM sqlite_schema") == 0 &&
         connection.integer("PRAGMA application_id") == 0;
}

int require_any_store(Connection& connection) {
  if (is_empty(connection)) throw nothing_recorded(connection.file());
  const std::int64_t version = connection.integer("PRAGMA user_version");
  if (connection.integer("PRAGMA application_id") != kApplicationId || version < 1)
    throw not_a_store(connection.file());
  if (version > kSchemaVersion) throw newer_schema(connection.file(), version, kSchemaVersion);
  return static_cast<int>(version);
}

void require_store(Connection& connection) {
  const int version = require_any_store(connection);
  if (version < kSchemaVersion) throw older_schema(connection.file(), version, kSchemaVersion);
}

void create_if_empty(Connection& connection) {
  if (!is_empty(connection)) return;
  connection.execute("PRAGMA journal_mode=WAL");  // not allowed inside a transaction
  Transaction transaction(connection);
  create_schema(connection);
  transaction.commit();
}

void create_schema(Connection& connection) {
  connection.execute(kTables);
  connection.execute(kViews);
  connection.execute(kAdded);
  connection.execute(fmt::format("PRAGMA application_id={}; PRAGMA user_version={}", kApplicationId,
                                 kSchemaVersion));
}

void create_added(Connection& connection) { connection.execute(kAdded); }

bool has_table(Connection& connection, const char* name) {
  Statement row = connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?");
  const std::string text = name;
  row.bind(text);
  return row.step();
}

void stand_in_for_added(Connection& connection) {
  for (const auto& [name, columns] : kStandIns)
    if (!has_table(connection, name))
      connection.execute(fmt::format("CREATE TEMP TABLE {}({})", name, columns));
}

std::vector<std::string> schema_differences(Connection& connection) {
  Connection model(":memory:", Access::kWrite, std::chrono::milliseconds(0));
  model.execute(kTables);
  model.execute(kViews);
  model.execute(kAdded);
  const auto found = definitions(connection);
  std::vector<std::string> differences;
  for (const auto& [name, sql] : definitions(model)) {
    const auto it = found.find(name);
    if (it == found.end()) {
      if (!is_added(name)) differences.push_back("schema: there is no " + name);
    } else if (it->second != sql) {
      differences.push_back("schema: " + name + " is not as it should be");
    }
  }
  return differences;
}

}  // namespace ice::store
