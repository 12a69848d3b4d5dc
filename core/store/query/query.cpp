#include "store/query/query.hpp"

#include <fmt/format.h>
#include <optional>

#include <algorithm>
#include <set>
#include <tuple>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/marks.hpp"
#include "store/query/each_run.hpp"
#include "store/query/find_run.hpp"
#include "store/query/kernels.hpp"
#include "store/query/pivot.hpp"
#include "store/query/provenance.hpp"
#include "store/query/run_filter.hpp"
#include "store/query/run_reader.hpp"
#include "store/query/run_scope.hpp"
#include "store/query/scores.hpp"
#include "store/query/short_id.hpp"
#include "store/query/study_summary.hpp"
#include "store/query/superseded.hpp"
#include "store/query/where_hint.hpp"
#include "store/schema.hpp"
#include "store/sqlite/sqlite.hpp"
#include "store/store_file.hpp"

namespace ice::store {
namespace {

constexpr std::size_t kLargestAnswer = std::size_t{256} << 20;  // approximate bytes of a Table

const std::filesystem::path& readable(const std::filesystem::path& file) {
  require_readable(file);
  return file;
}

StoredRun load_found(Connection& db, const FoundRun& found) {
  StoredRun stored = load_run(db, found.row);
  stored.id = found.id;
  stored.marks = load_marks(db, Marked::kRun, found.row);
  return stored;
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

// The approximate memory of a field, with its allocation and its share of the row.
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
           "environments, claims, looks, study_marks, run_marks, told";
  const bool is_forbidden = message.starts_with("not ") || message.starts_with("more than one");
  return is_forbidden ? "A single SELECT is allowed, which only reads" : "";
}

}  // namespace

std::vector<std::string> StudyRow::all_tags() const {
  std::vector<std::string> all = tags;
  for (const std::string& tag : marks.tags)
    if (std::ranges::find(tags, tag) == tags.end()) all.push_back(tag);
  return all;
}

struct Reader::State {
  Connection connection;

  // The scope of a query, with these cells.
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

  std::vector<Kernels> kernels(RunQuery query) {
    if (!has_several_kernels(connection)) return {};
    query.limit = 0;
    query.sort.clear();
    return count_kernels(connection, select_runs(connection, scope_of(query), query));
  }

  // Removes the runs that the query shows: a run of several studies may be left out in one study
  // and shown with another.
  void take_out(std::vector<SelectedRun>& runs, const RunQuery& shown) {
    std::set<std::int64_t> ids;
    for (const SelectedRun& run : select_runs(connection, scope_of(shown, Cells::kCurrent), shown))
      ids.insert(run.id);
    std::erase_if(runs, [&](const SelectedRun& run) { return ids.contains(run.id); });
  }

  // Revision `number` of a study (0: the newest), without results. Throws UserError when there is
  // none.
  StudyRow find(const std::string& name, std::uint64_t number) {
    if (auto found = load_study(connection, name, number)) return *std::move(found);
    const std::vector<std::string> known = names();
    if (std::ranges::find(known, name) != known.end())
      throw base::UserError("--revision", fmt::format("study {} has no revision {}", name, number),
                            fmt::format("'ice show {}' lists them", name));
    throw base::UserError("study '" + name + "'", "there is no such study",
                          known.empty() ? "The store is empty" : base::suggest(name, known));
  }

  std::vector<std::string> names() {
    Statement rows = connection.prepare(
        "SELECT name FROM study_names s WHERE EXISTS (SELECT 1 FROM revisions WHERE study_id = "
        "s.id)"
        " ORDER BY name");
    std::vector<std::string> all;
    while (rows.step()) all.push_back(rows.string(0));
    return all;
  }
};

Reader::Reader(const std::filesystem::path& file, std::chrono::milliseconds query_limit)
    : state_(new State{{readable(file), Access::kRead, kBusyLimit}}) {
  require_store(state_->connection);
  define_unique_prefix(state_->connection);
  stand_in_for_added(state_->connection);
  state_->connection.allow_select_only(query_limit);
}

Reader::~Reader() = default;

std::vector<StudyRow> Reader::studies() {
  const Snapshot snapshot(state_->connection);
  return load_studies(state_->connection);
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
  std::optional<StudyRow> study = load_study(state_->connection, name, 0);
  if (study) {
    load_results(state_->connection, *study);
    load_mean_seconds(state_->connection, *study);
  }
  return study;
}

std::vector<StudyRow> Reader::revisions(const std::string& name) {
  const Snapshot snapshot(state_->connection);
  return load_revisions(state_->connection, state_->find(name, 0).id);
}

std::vector<SupersededCell> Reader::superseded(const std::string& name) {
  const Snapshot snapshot(state_->connection);
  return state_->left_out({.study = name});
}

std::vector<SupersededCell> Reader::left_out(const RunQuery& query) {
  const Snapshot snapshot(state_->connection);
  return state_->left_out(query);
}

std::vector<Kernels> Reader::kernels(const RunQuery& query) {
  const Snapshot snapshot(state_->connection);
  return state_->kernels(query);
}

std::vector<Environment> Reader::environments(const RunQuery& query) {
  const Snapshot snapshot(state_->connection);
  std::vector<std::int64_t> runs;
  for (const SelectedRun& run : select_runs(state_->connection, state_->scope_of(query), query))
    runs.push_back(run.id);
  return load_environments(state_->connection, runs);
}

Provenance Reader::provenance(const RunQuery& query) {
  const Snapshot snapshot(state_->connection);
  RunQuery all = query;
  all.limit = 0;
  all.sort.clear();
  return load_provenance(state_->connection,
                         select_runs(state_->connection, state_->scope_of(query), all));
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
  const Scope scope = state_->scope_of(query);
  std::optional<std::set<std::int64_t>> chosen;
  if (query.is_filtered()) {
    chosen.emplace();
    for (const SelectedRun& run : select_runs(state_->connection, scope, query))
      chosen->insert(run.id);
  }
  return load_scores(state_->connection, scope, metric, at, chosen);
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

std::vector<std::string> Reader::lacking_metric(std::span<const std::string> keys,
                                                std::span<const std::string> metrics) {
  return load_lacking_metric(state_->connection, keys, metrics);
}

std::vector<std::optional<double>> Reader::values(std::span<const std::string> keys,
                                                  const std::string& metric) {
  return load_values(state_->connection, keys, metric);
}

std::vector<Outcome> Reader::outcomes(std::int64_t revision_id, const std::string& metric) {
  return load_outcomes(state_->connection, revision_id, metric);
}

std::map<std::uint64_t, Field> Reader::varied_of_plan(std::int64_t revision_id) {
  return load_varied(state_->connection, revision_id);
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

std::vector<std::string> Reader::mentioned(const RunQuery& query) {
  const Snapshot snapshot(state_->connection);
  const Scope scope = state_->scope_of(query);
  Names names(state_->connection, fixed_columns(scope), scope.study_id);
  const bool descending = query.sort.starts_with('-');
  return names.mentioned(query.where + " " + query.sort.substr(descending ? 1 : 0));
}

std::vector<std::string> Reader::resolved(const RunQuery& query,
                                          const std::vector<std::string>& spellings,
                                          const std::string& option) {
  const Snapshot snapshot(state_->connection);
  const Scope scope = state_->scope_of(query);
  Names names(state_->connection, fixed_columns(scope), scope.study_id);
  std::vector<std::string> full;
  for (const std::string& spelling : spellings) {
    const auto found = names.find(spelling);
    if (!found)
      throw base::UserError(option, fmt::format("no column '{}'", spelling),
                            names.advice(spelling));
    full.push_back(found->name);
  }
  return full;
}

void Reader::each_run(const RunQuery& query,
                      const std::function<void(const std::vector<std::string>&)>& begin,
                      const std::function<void(const std::vector<Field>&)>& row) {
  const Snapshot snapshot(state_->connection);
  const Scope scope = state_->scope_of(query);
  WholeRuns runs(state_->connection, scope, select_runs(state_->connection, scope, query),
                 query.superseded);
  begin(runs.columns());
  runs.read(row);
}

void Reader::each_curve(const RunQuery& query, const std::function<void(const RunCurve&)>& curve) {
  const Snapshot snapshot(state_->connection);
  const Scope scope = state_->scope_of(query);
  store::each_curve(state_->connection, scope, select_runs(state_->connection, scope, query),
                    curve);
}

Removal Reader::removal(const RemovalRequest& request) {
  const Snapshot snapshot(state_->connection);
  return find_removal(state_->connection, request);
}

std::vector<std::string> Reader::where_hints(const RunQuery& query) {
  const Snapshot snapshot(state_->connection);
  return store::where_hints(state_->connection, state_->scope_of(query), query.where);
}

StoredRun Reader::run(const std::string& prefix) {
  const Snapshot snapshot(state_->connection);
  return load_found(state_->connection, require_run(state_->connection, prefix));
}

std::optional<StoredRun> Reader::find_run(const std::string& given) {
  const Snapshot snapshot(state_->connection);
  const auto found = store::find_run(state_->connection, given);
  return found ? std::optional(load_found(state_->connection, *found)) : std::nullopt;
}

std::vector<Holder> Reader::holders(const std::string& prefix) {
  const Snapshot snapshot(state_->connection);
  return load_holders(state_->connection, require_run(state_->connection, prefix).row);
}

std::vector<Curve> Reader::curves(const std::string& prefix, const std::string& metric) {
  const Snapshot snapshot(state_->connection);
  return load_curves(state_->connection, require_run(state_->connection, prefix).row, metric);
}

std::vector<Curve> Reader::curves_of(const std::vector<std::string>& keys,
                                     const std::string& metric) {
  const Snapshot snapshot(state_->connection);
  return load_curves(state_->connection, keys, metric);
}

std::vector<Offer> Reader::offers(Offered what, const std::string& begun,
                                  const std::string& study) {
  const Snapshot snapshot(state_->connection);
  return load_offers(state_->connection, what, begun, study);
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
