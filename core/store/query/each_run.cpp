#include "store/query/each_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "store/encoding.hpp"
#include "store/query/run_reader.hpp"

namespace ice::store {
namespace {

constexpr std::size_t kColumnsOfMetric = 3;  // final, best, best_epoch

std::string sql_of(const std::vector<FixedColumn>& known, const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names)
    list += ", " + std::ranges::find(known, name, &FixedColumn::name)->sql;
  return list;
}

std::vector<StoredName> named(Connection& db, NameKind kind, const std::set<std::int64_t>& ids) {
  std::vector<StoredName> names = stored_names(db, kind);
  std::erase_if(names, [&](const StoredName& name) { return !ids.contains(name.id); });
  return names;
}

// The index of a name; names.size() when it is not there.
std::size_t index_of(const std::vector<StoredName>& names, std::int64_t id) {
  return static_cast<std::size_t>(std::ranges::find(names, id, &StoredName::id) - names.begin());
}

std::set<std::int64_t> superseded_cells(Connection& db, std::int64_t study_id) {
  Statement rows = db.prepare("SELECT cell_id FROM superseded_cells WHERE study_id = ?");
  std::set<std::int64_t> cells;
  for (rows.bind(study_id); rows.step();) cells.insert(rows.integer(0));
  return cells;
}

}  // namespace

WholeRuns::WholeRuns(Connection& db, const Scope& scope, std::vector<SelectedRun> runs,
                     bool with_superseded)
    : db_(db),
      scope_(scope),
      runs_(std::move(runs)),
      fixed_{"key",   "study",  "cell",    "seed",       "revision",    "status",
             "error", "epochs", "seconds", "started_at", "finished_at", "cell_key"},
      cell_of_(db.prepare("SELECT cell_id FROM runs WHERE id = ?")),
      param_rows_(
          db.prepare("SELECT name_id, value, number, json FROM cell_params WHERE cell_id = ?")),
      metric_rows_(db.prepare("SELECT name_id, final, final_text, best, best_text, best_epoch"
                              " FROM metric_values WHERE run_id = ?")) {
  if (with_superseded) superseded_ = superseded_cells(db, *scope.study_id);
  find_names();
}

void WholeRuns::find_names() {
  std::set<std::int64_t> cells, params, metrics;
  bool has_tag = false;
  Statement tags = db_.prepare("SELECT 1 FROM run_marks WHERE run_id = ? AND tags <> '[]'");
  const bool may_have_tags = has_tags(db_);
  for (const SelectedRun& run : runs_) {
    cell_of_.bind(run.id);
    cell_of_.require_row();
    cells.insert(cell_of_.integer(0));
    for (metric_rows_.bind(run.id); metric_rows_.step();) metrics.insert(metric_rows_.integer(0));
    if (!may_have_tags || has_tag) continue;
    tags.bind(run.id);
    has_tag = tags.step();
  }
  for (const std::int64_t cell : cells)
    for (param_rows_.bind(cell); param_rows_.step();) params.insert(param_rows_.integer(0));
  if (has_tag) fixed_.emplace_back("tags");
  params_ = named(db_, NameKind::kParams, params);
  metrics_ = named(db_, NameKind::kMetrics, metrics);
}

std::vector<std::string> WholeRuns::columns() const {
  std::vector<std::string> columns = fixed_;
  if (superseded_) columns.emplace_back("superseded");
  for (const StoredName& param : params_) columns.push_back(param.name);
  for (const StoredName& metric : metrics_)
    for (const char* which : {"", ".best", ".best_epoch"}) columns.push_back(metric.name + which);
  return columns;
}

void WholeRuns::read(const std::function<void(const std::vector<Field>&)>& row) {
  Statement fixed = db_.prepare(fmt::format(
      "SELECT r.cell_id{} FROM {}", sql_of(fixed_columns(scope_), fixed_), one_row(scope_)));
  std::vector<Field> fields;
  for (const SelectedRun& run : runs_) {
    fields.clear();
    fixed.bind(run.id, run.study_id);
    fixed.require_row();
    const std::int64_t cell_id = fixed.integer(0);
    for (int i = 1; i < fixed.column_count(); ++i) fields.push_back(fixed.value(i));
    if (superseded_) fields.emplace_back(superseded_->contains(cell_id));
    put_params(cell_id, fields);
    put_metrics(run.id, fields);
    row(fields);
  }
}

void WholeRuns::put_params(std::int64_t cell_id, std::vector<Field>& fields) {
  const std::size_t first = fields.size();
  fields.resize(first + params_.size());
  for (param_rows_.bind(cell_id); param_rows_.step();)
    fields[first + index_of(params_, param_rows_.integer(0))] = decode_param(param_rows_, 1);
}

// A best epoch of 0 means that no epoch had a finite value.
void WholeRuns::put_metrics(std::int64_t run_id, std::vector<Field>& fields) {
  const std::size_t first = fields.size();
  fields.resize(first + kColumnsOfMetric * metrics_.size());
  for (metric_rows_.bind(run_id); metric_rows_.step();) {
    const std::size_t at = first + kColumnsOfMetric * index_of(metrics_, metric_rows_.integer(0));
    fields[at] = decode_number(metric_rows_, 1, 2);
    fields[at + 1] = decode_number(metric_rows_, 3, 4);
    if (metric_rows_.integer(5) != 0) fields[at + 2] = metric_rows_.integer(5);
  }
}

void each_curve(Connection& db, const Scope& scope, const std::vector<SelectedRun>& runs,
                const std::function<void(const RunCurve&)>& curve) {
  Statement head = db.prepare(fmt::format("SELECT r.key, sc.cell, r.seed FROM {}", one_row(scope)));
  Statement rows = db.prepare(
      "SELECT n.name, d.points FROM curve_data d JOIN names n ON n.id = d.name_id"
      " WHERE d.run_id = ? ORDER BY n.name");
  for (const SelectedRun& run : runs) {
    head.bind(run.id, run.study_id);
    head.require_row();
    RunCurve found{head.string(0), head.natural(1), head.natural(2), {}};
    for (rows.bind(run.id); rows.step();) {
      found.curve = curve_from(db, rows);
      curve(found);
    }
  }
}

}  // namespace ice::store
