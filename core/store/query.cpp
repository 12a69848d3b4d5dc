#include "store/query.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/place.hpp"
#include "store/run_reader.hpp"
#include "store/schema.hpp"
#include "store/select.hpp"
#include "store/short_id.hpp"
#include "store/sqlite.hpp"
#include "store/wide.hpp"

namespace ice::store {
namespace {

constexpr std::chrono::seconds kBusyLimit{30};
constexpr std::size_t kListed = 10;
constexpr std::size_t kLargestAnswer = std::size_t{256} << 20;  // bytes of a Table, roughly

constexpr const char* kStudyColumns =
    "id, name, title, why, follows, tags, created_at, spec, metric, goal";

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
  return study;
}

void load_claims(Connection& db, StudyRow& study) {
  Statement rows = db.prepare("SELECT name FROM claims WHERE study_id = ? ORDER BY name");
  rows.bind(study.id);
  while (rows.step()) study.claims.push_back(rows.string(0));
}

void load_counts(Connection& db, StudyRow& study) {
  Statement rows = db.prepare(
      "SELECT r.status, count(*) FROM study_runs l JOIN runs r ON r.id = l.run_id"
      " WHERE l.study_id = ? GROUP BY r.status");
  rows.bind(study.id);
  while (rows.step()) {
    if (const auto status = status_from(rows.text(0))) study.statuses[*status] = rows.natural(1);
  }
}

void load_best(Connection& db, StudyRow& study) {
  Statement row =
      db.prepare(fmt::format("SELECT {}(m.final) FROM study_runs l JOIN runs r ON r.id = l.run_id"
                             " JOIN metrics m ON m.run_id = r.id AND m.name = ?"
                             " WHERE l.study_id = ? AND r.status = 'finished'",
                             study.goal == spec::Goal::kMinimize ? "min" : "max"));
  row.bind(study.metric, study.id);
  if (row.step() && !row.is_null(0)) study.best = row.real(0);
}

void load_results(Connection& db, StudyRow& study) {
  load_claims(db, study);
  load_counts(db, study);
  load_best(db, study);
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
    return "Tables: studies, runs, study_runs, params, metrics, curves, plugins, environments, "
           "claims";
  const bool is_forbidden = message.starts_with("not ") || message.starts_with("more than one");
  return is_forbidden ? "A single SELECT is allowed, which only reads" : "";
}

}  // namespace

struct Reader::State {
  Connection connection;

  Scope scope_of(const std::string& study) {
    if (study.empty()) return {};
    return {newest(study).id, study};
  }

  /// The newest study of the name, without its results.
  StudyRow newest(const std::string& name) {
    Statement row = connection.prepare(fmt::format(
        "SELECT {} FROM studies WHERE name = ? ORDER BY planned DESC LIMIT 1", kStudyColumns));
    row.bind(name);
    if (row.step()) return study_from(row);
    const std::vector<std::string> known = names();
    throw base::UserError("study '" + name + "'", "there is no such study",
                          known.empty() ? "The store is empty" : base::suggest(name, known));
  }

  std::vector<std::string> names() {
    Statement rows = connection.prepare("SELECT DISTINCT name FROM studies ORDER BY name");
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
      fmt::format("SELECT {} FROM studies ORDER BY planned", kStudyColumns));
  std::vector<StudyRow> studies;
  while (rows.step()) {
    studies.push_back(study_from(rows));
    load_results(state_->connection, studies.back());
  }
  return studies;
}

StudyRow Reader::study(const std::string& name) {
  const Snapshot snapshot(state_->connection);
  StudyRow study = state_->newest(name);
  load_results(state_->connection, study);
  return study;
}

std::vector<std::optional<Status>> Reader::statuses(std::span<const std::string> keys) {
  return load_statuses(state_->connection, keys);
}

std::vector<Outcome> Reader::outcomes(std::int64_t study_id, const std::string& metric) {
  return load_outcomes(state_->connection, study_id, metric);
}

std::map<std::string, std::string> Reader::declarations(std::int64_t study_id) {
  return load_declarations(state_->connection, study_id);
}

Table Reader::runs(const RunQuery& query) {
  const Snapshot snapshot(state_->connection);
  const Scope scope = state_->scope_of(query.study);
  return wide_table(state_->connection, scope, select_runs(state_->connection, scope, query));
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
