#include "store/query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/place.hpp"
#include "store/run_reader.hpp"
#include "store/schema.hpp"
#include "store/scope.hpp"
#include "store/select.hpp"
#include "store/short_id.hpp"
#include "store/sqlite.hpp"
#include "store/where_hint.hpp"
#include "store/wide.hpp"

namespace ice::store {
namespace {

constexpr std::chrono::seconds kBusyLimit{30};
constexpr std::size_t kListed = 10;
constexpr std::size_t kLargestAnswer = std::size_t{256} << 20;  // bytes of a Table, roughly

constexpr const char* kRevisions =
    "SELECT s.id, s.name, v.title, v.why, v.follows, v.tags, v.created_at, v.spec, v.metric,"
    " v.goal, v.id, v.number, v.planned_runs,"
    " (SELECT count(*) FROM revisions o WHERE o.study_id = s.id),"
    " (SELECT count(*) FROM revision_runs l WHERE l.revision_id = v.id AND l.plan = v.plan)"
    " FROM study_names s JOIN revisions v ON v.study_id = s.id";
constexpr const char* kIsNewest =
    "v.planned = (SELECT max(o.planned) FROM revisions o WHERE o.study_id = s.id)";

const std::filesystem::path& readable(const std::filesystem::path& file) {
  require_readable(file);
  return file;
}

StudyRow study_from(const Statement& row) {
  StudyRow study;
  study.id = row.integer(0);
  study.name = row.string(1);
  study.title = row.string(2);
  study.why = row.string(3);
  study.follows = row.string(4);
  for (const base::Value& tag : base::Value::parse(row.text(5), nullptr, false))
    study.tags.push_back(base::to_text(tag));
  study.created_at = row.string(6);
  study.spec = row.string(7);
  study.metric = row.string(8);
  study.goal = row.text(9) == "maximize" ? spec::Goal::kMaximize : spec::Goal::kMinimize;
  study.revision_id = row.integer(10);
  study.revision = row.natural(11);
  study.planned_runs = row.natural(12);
  study.revisions = row.natural(13);
  study.recorded_runs = row.natural(14);
  return study;
}

void load_claims(Connection& db, StudyRow& study) {
  Statement rows = db.prepare("SELECT name FROM declarations WHERE revision_id = ? ORDER BY name");
  rows.bind(study.revision_id);
  while (rows.step()) study.claims.push_back(rows.string(0));
}

void load_counts(Connection& db, StudyRow& study) {
  Statement rows = db.prepare(fmt::format("SELECT r.status, count(*) FROM {} GROUP BY r.status",
                                          source({study.id, study.name, {}, false})));
  std::uint64_t shown = 0;
  while (rows.step()) {
    const auto status = status_from(rows.text(0));
    if (!status) continue;
    study.statuses[*status] = rows.natural(1);
    shown += rows.natural(1);
  }
  const auto all = static_cast<std::uint64_t>(
      db.integer(fmt::format("SELECT count(*) FROM {}", source({study.id, study.name, {}, true}))));
  study.superseded_runs = all - shown;
}

void load_best(Connection& db, StudyRow& study) {
  Statement row = db.prepare(
      fmt::format("SELECT {}((SELECT final FROM metric_values WHERE run_id = r.id AND name_id ="
                  " (SELECT id FROM names WHERE kind = 'metric' AND name = ?)))"
                  " FROM {} AND r.status = 'finished'",
                  study.goal == spec::Goal::kMinimize ? "min" : "max",
                  source({study.id, study.name, {}, false})));
  row.bind(study.metric);
  if (row.step() && !row.is_null(0)) study.best = row.real(0);
}

void load_results(Connection& db, StudyRow& study) {
  load_claims(db, study);
  load_counts(db, study);
  load_best(db, study);
}

std::vector<PluginUse> plugins_of_cell(Connection& db, std::int64_t cell_id) {
  Statement rows = db.prepare(
      "SELECT DISTINCT f.kind, f.plugin, f.version, f.sha256, f.path FROM runs r"
      " JOIN run_plugins u ON u.run_id = r.id JOIN plugin_files f ON f.id = u.file_id"
      " WHERE r.cell_id = ? ORDER BY f.kind, f.plugin, f.sha256");
  rows.bind(cell_id);
  std::vector<PluginUse> plugins;
  while (rows.step())
    plugins.push_back(
        {rows.string(0), rows.string(1), rows.string(2), rows.string(3), rows.string(4)});
  return plugins;
}

std::vector<SupersededCell> load_superseded(Connection& db, std::int64_t study_id) {
  Statement rows = db.prepare(
      "SELECT c.cell, k.key, k.data_sha256, k.numerics, n.cell, nk.key, nk.data_sha256,"
      " nk.numerics, (SELECT count(*) FROM study_runs l WHERE l.study_id = ?1 AND l.cell = c.cell),"
      " c.cell_id, n.cell_id"
      " FROM superseded_cells c JOIN cell_keys k ON k.id = c.cell_id"
      " JOIN study_cells n ON n.study_id = c.study_id JOIN cell_keys nk ON nk.id = n.cell_id"
      " AND nk.code_key = k.code_key"
      " WHERE c.study_id = ?1 AND n.planned = (SELECT max(m.planned) FROM study_cells m"
      "   JOIN cell_keys mk ON mk.id = m.cell_id WHERE m.study_id = ?1 AND mk.code_key = "
      "k.code_key)"
      " ORDER BY c.cell");
  rows.bind(study_id);
  std::vector<SupersededCell> cells;
  while (rows.step()) {
    if (!cells.empty() && cells.back().cell == rows.natural(0)) continue;  // of equal newer ones
    cells.push_back({rows.natural(0), rows.natural(4), rows.string(1), rows.string(5),
                     rows.natural(8), rows.string(2), rows.string(6), rows.natural(3),
                     rows.natural(7), plugins_of_cell(db, rows.integer(9)),
                     plugins_of_cell(db, rows.integer(10))});
  }
  return cells;
}

CellSources load_sources(Connection& db, const std::vector<std::string>& cell_keys) {
  std::set<std::tuple<std::string, std::string, std::string, std::string, std::string>> plugins;
  std::set<std::string> data;
  std::set<std::uint64_t> numerics;
  Statement row = db.prepare("SELECT id, data_sha256, numerics FROM cell_keys WHERE key = ?");
  for (const std::string& key : cell_keys) {
    row.bind(key);
    if (!row.step()) continue;
    data.insert(row.string(1));
    numerics.insert(row.natural(2));
    for (const PluginUse& use : plugins_of_cell(db, row.integer(0)))
      plugins.emplace(use.kind, use.id, use.sha256, use.version, use.path);
  }
  CellSources sources{{}, {data.begin(), data.end()}, {numerics.begin(), numerics.end()}};
  for (const auto& [kind, id, sha256, version, path] : plugins)
    sources.plugins.push_back({kind, id, version, sha256, path});
  return sources;
}

std::string checked_prefix(const std::string& given) {
  std::string prefix = given;
  for (char& c : prefix) c = c >= 'A' && c <= 'F' ? static_cast<char>(c + ('a' - 'A')) : c;
  const bool is_hex = prefix.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!is_hex || prefix.size() < kShortestId)
    throw base::UserError("run '" + given + "'", "is not a run's id",
                          "Give 6 or more of the hex digits that 'ice runs' shows");
  return prefix;
}

struct FoundRun {
  std::int64_t row = 0;
  std::string id;
};

/// The one run whose key begins so.
FoundRun find_run(Connection& db, const std::string& given) {
  const std::string prefix = checked_prefix(given);
  Statement rows = db.prepare(fmt::format(
      "SELECT r.id, {} FROM runs r WHERE r.key >= ? AND r.key < ? ORDER BY r.key LIMIT {}",
      kShortIdSql, kListed + 1));
  const std::string end = prefix + 'g';  // after every hex digit
  rows.bind(prefix, end);
  FoundRun found;
  std::vector<std::string> ids;
  while (rows.step()) {
    found = {rows.integer(0), rows.string(1)};
    ids.push_back(rows.string(1));
  }
  if (ids.empty())
    throw base::UserError("run '" + given + "'", "there is no such run", "'ice runs' lists them");
  if (ids.size() > kListed) ids.back() = "...";
  if (ids.size() > 1)
    throw base::UserError("run '" + given + "'", "several begin so: " + base::join(ids, ", "),
                          "Give more digits");
  return found;
}

// What a field takes, with its allocation and its share of the row.
std::size_t roughly_bytes(const Field& field) {
  constexpr std::size_t kOverhead = 64;
  return kOverhead + (field.is_string() ? field.get_ref<const std::string&>().size() : 0);
}

Table read_table(Statement& rows) {
  Table table;
  for (int i = 0; i < rows.column_count(); ++i) table.columns.push_back(rows.column_name(i));
  std::size_t bytes = 0;
  while (rows.step()) {
    auto& fields = table.rows.emplace_back();
    for (int i = 0; i < rows.column_count(); ++i) {
      fields.push_back(rows.value(i));
      bytes += roughly_bytes(fields.back());
    }
    if (bytes > kLargestAnswer) throw SqlError("the answer is too large: add a LIMIT");
  }
  return table;
}

std::string advice_on(std::string_view message) {
  if (message.starts_with("no such table"))
    return "Tables: studies, revisions, runs, study_runs, cells, params, metrics, curves, plugins, "
           "environments, claims, looks";
  const bool is_forbidden = message.starts_with("not ") || message.starts_with("more than one");
  return is_forbidden ? "A single SELECT is allowed, which only reads" : "";
}

}  // namespace

struct Reader::State {
  Connection connection;

  Scope scope_of(const RunQuery& query) {
    if (query.study.empty()) return {};
    const StudyRow study = find(query.study, query.revision);
    const auto revision = query.revision == 0 ? std::nullopt : std::optional(study.revision_id);
    return {study.id, query.study, revision, query.superseded};
  }

  /// The study of the name as its newest revision says, or revision `number`; without its results.
  StudyRow find(const std::string& name, std::uint64_t number) {
    Statement row = connection.prepare(fmt::format(
        "{} WHERE s.name = ?1 AND (v.number = ?2 OR ?2 = 0 AND {})", kRevisions, kIsNewest));
    row.bind(name, number);
    if (row.step()) return study_from(row);
    const std::vector<std::string> known = names();
    if (std::ranges::find(known, name) != known.end())
      throw base::UserError("--revision", fmt::format("study {} has no revision {}", name, number),
                            fmt::format("'ice show {}' lists them", name));
    throw base::UserError("study '" + name + "'", "there is no such study",
                          known.empty() ? "The store is empty" : base::suggest(name, known));
  }

  std::vector<std::string> names() {
    Statement rows = connection.prepare("SELECT name FROM study_names ORDER BY name");
    std::vector<std::string> all;
    while (rows.step()) all.push_back(rows.string(0));
    return all;
  }
};

Reader::Reader(const std::filesystem::path& file, std::chrono::milliseconds query_limit)
    : state_(new State{{readable(file), Access::kRead, kBusyLimit}}) {
  require_store(state_->connection);
  define_unique_prefix(state_->connection);
  state_->connection.allow_select_only(query_limit);
}

Reader::~Reader() = default;

std::vector<StudyRow> Reader::studies() {
  const Snapshot snapshot(state_->connection);
  Statement rows = state_->connection.prepare(
      fmt::format("{} WHERE {} ORDER BY v.planned", kRevisions, kIsNewest));
  std::vector<StudyRow> studies;
  while (rows.step()) {
    studies.push_back(study_from(rows));
    load_results(state_->connection, studies.back());
  }
  return studies;
}

StudyRow Reader::study(const std::string& name, std::uint64_t number) {
  const Snapshot snapshot(state_->connection);
  StudyRow study = state_->find(name, number);
  load_results(state_->connection, study);
  return study;
}

std::vector<StudyRow> Reader::revisions(const std::string& name) {
  const Snapshot snapshot(state_->connection);
  const std::int64_t study_id = state_->find(name, 0).id;
  Statement rows =
      state_->connection.prepare(fmt::format("{} WHERE s.id = ? ORDER BY v.number", kRevisions));
  rows.bind(study_id);
  std::vector<StudyRow> revisions;
  while (rows.step()) {
    revisions.push_back(study_from(rows));
    load_claims(state_->connection, revisions.back());
  }
  return revisions;
}

std::vector<SupersededCell> Reader::superseded(const std::string& name) {
  const Snapshot snapshot(state_->connection);
  return load_superseded(state_->connection, state_->find(name, 0).id);
}

std::vector<std::optional<Status>> Reader::statuses(std::span<const std::string> keys) {
  return load_statuses(state_->connection, keys);
}

std::vector<Outcome> Reader::outcomes(std::int64_t revision_id, const std::string& metric) {
  return load_outcomes(state_->connection, revision_id, metric);
}

std::map<std::string, std::string> Reader::declarations(std::int64_t revision_id) {
  return load_declarations(state_->connection, revision_id);
}

std::vector<Look> Reader::looks(const std::string& study) {
  return load_looks(state_->connection, study);
}

CellSources Reader::sources(const std::vector<std::string>& cell_keys) {
  const Snapshot snapshot(state_->connection);
  return load_sources(state_->connection, cell_keys);
}

Table Reader::runs(const RunQuery& query) {
  const Snapshot snapshot(state_->connection);
  const Scope scope = state_->scope_of(query);
  return wide_table(state_->connection, scope, select_runs(state_->connection, scope, query));
}

std::vector<std::string> Reader::where_hints(const RunQuery& query) {
  const Snapshot snapshot(state_->connection);
  return store::where_hints(state_->connection, state_->scope_of(query.study), query.where);
}

StoredRun Reader::run(const std::string& prefix) {
  const Snapshot snapshot(state_->connection);
  const FoundRun found = find_run(state_->connection, prefix);
  StoredRun stored = load_run(state_->connection, found.row);
  stored.id = found.id;
  return stored;
}

std::vector<Curve> Reader::curves(const std::string& prefix, const std::string& metric) {
  const Snapshot snapshot(state_->connection);
  return load_curves(state_->connection, find_run(state_->connection, prefix).row, metric);
}

Table Reader::sql(const std::string& query) {
  try {
    state_->connection.require_single_select(query);
    Statement rows = state_->connection.prepare(query);
    return read_table(rows);
  } catch (const SqlError& e) {
    throw base::UserError("SQL", e.what(), advice_on(e.what()));
  }
}

}  // namespace ice::store
