#include "store/query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/place.hpp"
#include "store/run_reader.hpp"
#include "store/schema.hpp"
#include "store/scope.hpp"
#include "store/scores.hpp"
#include "store/select.hpp"
#include "store/short_id.hpp"
#include "store/sqlite.hpp"
#include "store/superseded.hpp"
#include "store/where_hint.hpp"
#include "store/wide.hpp"

namespace ice::store {
namespace {

constexpr std::chrono::seconds kBusyLimit{30};
constexpr std::size_t kListed = 10;
constexpr std::array kEnds{Status::kFinished,   Status::kDiverged, Status::kFailed,
                           Status::kCrashed,    Status::kTimeout,  Status::kOom,
                           Status::kInterrupted};
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

// The runs of a study, read through its cells: what is only counted is read from an index, not from
// the rows. In this order.
std::string runs_by_cell(const StudyRow& study, const char* which) {
  return fmt::format(
      " FROM study_cells c CROSS JOIN runs r ON r.cell_id = c.cell_id"
      " LEFT JOIN metric_values m ON m.run_id = r.id"
      "   AND m.name_id = (SELECT id FROM names WHERE kind = 'metric' AND name = ?)"
      " WHERE c.study_id = {0} AND EXISTS (SELECT 1 FROM revision_runs l WHERE l.run_id = r.id"
      "   AND l.revision_id IN (SELECT id FROM revisions WHERE study_id = {0}))"
      " AND c.cell_id {1} (SELECT cell_id FROM superseded_cells WHERE study_id = {0})",
      study.id, which);
}

void load_counts_and_best(Connection& db, StudyRow& study) {
  std::string counts;
  for (const Status status : kEnds)
    counts += fmt::format("count(*) FILTER (WHERE r.status = '{}'), ", to_string(status));
  Statement row = db.prepare(fmt::format(
      "SELECT {}{}(m.final) FILTER (WHERE r.status = 'finished'){}", counts,
      study.goal == spec::Goal::kMinimize ? "min" : "max", runs_by_cell(study, "NOT IN")));
  row.bind(study.metric);
  row.require_row();
  int column = 0;
  for (const Status status : kEnds)
    if (const std::uint64_t n = row.natural(column++); n > 0) study.statuses[status] = n;
  if (!row.is_null(column)) study.best = row.real(column);
}

// Read from the rows, not from an index: of one study, not of all.
void load_mean_seconds(Connection& db, StudyRow& study) {
  Statement row = db.prepare(fmt::format("SELECT avg(r.seconds){} AND r.status = 'finished'",
                                         runs_by_cell(study, "NOT IN")));
  row.bind(study.metric);
  if (row.step() && !row.is_null(0)) study.mean_seconds = row.real(0);
}

void load_superseded_count(Connection& db, StudyRow& study) {
  const auto any =
      fmt::format("SELECT EXISTS (SELECT 1 FROM superseded_cells WHERE study_id = {})", study.id);
  if (db.integer(any) == 0) return;
  Statement row = db.prepare("SELECT count(*)" + runs_by_cell(study, "IN"));
  row.bind(study.metric);
  row.require_row();
  study.superseded_runs = row.natural(0);
}

void load_results(Connection& db, StudyRow& study) {
  load_claims(db, study);
  load_counts_and_best(db, study);
  load_superseded_count(db, study);
}

CellSources load_sources(Connection& db, const std::vector<std::string>& cell_keys) {
  std::set<std::tuple<std::string, std::string, std::string, std::string, std::string>> plugins;
  std::set<std::string> data;
  std::set<std::uint64_t> numerics;
  CellReader cells(db);
  for (const std::string& key : cell_keys) {
    const CellOrigin origin = cells.origin(key);
    if (origin.numerics == 0) continue;
    data.insert(origin.data_sha256);
    numerics.insert(origin.numerics);
    for (const PluginUse& use : origin.plugins)
      plugins.emplace(use.kind, use.id, use.sha256, use.version, use.path);
  }
  CellSources sources{{}, {data.begin(), data.end()}, {numerics.begin(), numerics.end()}};
  for (const auto& [kind, id, sha256, version, path] : plugins)
    sources.plugins.push_back({kind, id, version, sha256, path});
  return sources;
}

// The beginning of a key in lower case; nothing when the text cannot be one.
std::optional<std::string> prefix_from(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'F' ? static_cast<char>(c + ('a' - 'A')) : c;
  const bool is_hex = text.find_first_not_of("0123456789abcdef") == std::string::npos;
  return is_hex && text.size() >= kShortestId ? std::optional(std::move(text)) : std::nullopt;
}

struct FoundRun {
  std::int64_t row = 0;
  std::string id;
};

/// The one run whose key begins so; nothing when none does.
std::optional<FoundRun> look_for_run(Connection& db, const std::string& prefix,
                                     const std::string& given) {
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
  if (ids.empty()) return std::nullopt;
  if (ids.size() > kListed) ids.back() = "...";
  if (ids.size() > 1)
    throw base::UserError("run '" + given + "'", "several begin so: " + base::join(ids, ", "),
                          "Give more digits");
  return found;
}

/// The same; throws UserError when none does.
FoundRun run_of(Connection& db, const std::string& given) {
  const auto prefix = prefix_from(given);
  if (!prefix)
    throw base::UserError("run '" + given + "'", "is not a run's id",
                          "Give 6 or more of the hex digits that 'ice runs' shows");
  const auto found = look_for_run(db, *prefix, given);
  if (!found)
    throw base::UserError("run '" + given + "'", "there is no such run", "'ice runs' lists them");
  return *found;
}

StoredRun load_found(Connection& db, const FoundRun& found) {
  StoredRun stored = load_run(db, found.row);
  stored.id = found.id;
  return stored;
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

  /// What a query looks at; `cells` of them.
  Scope scope_of(const RunQuery& query, Cells cells) {
    Scope scope;
    scope.cells = cells;
    if (!query.study.empty()) {
      const StudyRow study = find(query.study, query.revision);
      scope.study_id = study.id;
      scope.study = query.study;
      if (query.revision != 0) scope.revision_id = study.revision_id;
    }
    scope.by_study = query.study.empty() && speaks_of_studies(query);
    scope.may_have_superseded = may_supersede(connection, scope.study_id);
    return scope;
  }

  Scope scope_of(const RunQuery& query) {
    return scope_of(query, query.superseded ? Cells::kAll : Cells::kCurrent);
  }

  std::vector<SupersededCell> left_out(RunQuery query) {
    if (query.superseded) return {};
    const Scope scope = scope_of(query, Cells::kSuperseded);
    if (!scope.may_have_superseded) return {};
    query.limit = 0;
    query.sort.clear();
    std::vector<SelectedRun> runs = select_runs(connection, scope, query);
    if (scope.by_study && !runs.empty()) take_out(runs, query);
    return cells_left_out(connection, runs);
  }

  // Of several studies a run may be left out of one and shown as another's.
  void take_out(std::vector<SelectedRun>& runs, const RunQuery& shown) {
    std::set<std::int64_t> ids;
    for (const SelectedRun& run : select_runs(connection, scope_of(shown, Cells::kCurrent), shown))
      ids.insert(run.id);
    std::erase_if(runs, [&](const SelectedRun& run) { return ids.contains(run.id); });
  }

  /// The study of the name as its newest revision says, or revision `number`; without its results.
  std::optional<StudyRow> look_for(const std::string& name, std::uint64_t number) {
    Statement row = connection.prepare(fmt::format(
        "{} WHERE s.name = ?1 AND (v.number = ?2 OR ?2 = 0 AND {})", kRevisions, kIsNewest));
    row.bind(name, number);
    return row.step() ? std::optional(study_from(row)) : std::nullopt;
  }

  /// The same; throws UserError when it is not there.
  StudyRow find(const std::string& name, std::uint64_t number) {
    if (auto found = look_for(name, number)) return *std::move(found);
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
  load_mean_seconds(state_->connection, study);
  return study;
}

std::optional<StudyRow> Reader::find_study(const std::string& name) {
  const Snapshot snapshot(state_->connection);
  std::optional<StudyRow> study = state_->look_for(name, 0);
  if (study) {
    load_results(state_->connection, *study);
    load_mean_seconds(state_->connection, *study);
  }
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
  return state_->left_out({.study = name});
}

std::vector<SupersededCell> Reader::left_out(const RunQuery& query) {
  const Snapshot snapshot(state_->connection);
  return state_->left_out(query);
}

std::map<std::string, CellOrigin> Reader::origins(const std::vector<std::string>& cell_keys) {
  const Snapshot snapshot(state_->connection);
  CellReader cells(state_->connection);
  std::map<std::string, CellOrigin> origins;
  for (const std::string& key : cell_keys)
    if (!origins.contains(key)) origins.emplace(key, cells.origin(key));
  return origins;
}

std::vector<Score> Reader::scores(const RunQuery& query, const std::string& metric, At at) {
  const Snapshot snapshot(state_->connection);
  return load_scores(state_->connection, state_->scope_of(query), metric, at);
}

std::vector<std::string> Reader::metrics(const RunQuery& query) {
  const Snapshot snapshot(state_->connection);
  return load_metric_names(state_->connection, state_->scope_of(query));
}

CellTable Reader::cells(const RunQuery& query, const std::vector<std::uint64_t>& numbers) {
  const Snapshot snapshot(state_->connection);
  return load_cells(state_->connection, state_->scope_of(query), numbers);
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
  return wide_table(state_->connection, scope, select_runs(state_->connection, scope, query),
                    query.columns);
}

std::vector<std::string> Reader::where_hints(const RunQuery& query) {
  const Snapshot snapshot(state_->connection);
  return store::where_hints(state_->connection, state_->scope_of(query), query.where);
}

StoredRun Reader::run(const std::string& prefix) {
  const Snapshot snapshot(state_->connection);
  return load_found(state_->connection, run_of(state_->connection, prefix));
}

std::optional<StoredRun> Reader::find_run(const std::string& given) {
  const Snapshot snapshot(state_->connection);
  const auto prefix = prefix_from(given);
  if (!prefix) return std::nullopt;
  const auto found = look_for_run(state_->connection, *prefix, given);
  return found ? std::optional(load_found(state_->connection, *found)) : std::nullopt;
}

std::vector<Holder> Reader::holders(const std::string& prefix) {
  const Snapshot snapshot(state_->connection);
  return load_holders(state_->connection, run_of(state_->connection, prefix).row);
}

std::vector<Curve> Reader::curves(const std::string& prefix, const std::string& metric) {
  const Snapshot snapshot(state_->connection);
  return load_curves(state_->connection, run_of(state_->connection, prefix).row, metric);
}

std::vector<Curve> Reader::curves_of(const std::vector<std::string>& keys,
                                     const std::string& metric) {
  const Snapshot snapshot(state_->connection);
  return load_curves(state_->connection, keys, metric);
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
