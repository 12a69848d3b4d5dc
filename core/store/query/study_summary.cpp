#include "store/query/study_summary.hpp"

#include <fmt/format.h>

#include <array>

#include "base/text.hpp"
#include "store/marks.hpp"
#include "store/query/run_scope.hpp"

namespace ice::store {
namespace {

constexpr std::array kEnds{Status::kFinished, Status::kDiverged, Status::kFailed,
                           Status::kCrashed,  Status::kTimeout,  Status::kOom};
constexpr int kFirstLook = 1000;  // values of a metric, from its best, in which a study's is sought

constexpr const char* kRevisions =
    "SELECT s.id, s.name, v.title, v.why, v.follows, v.tags, v.created_at, v.spec, v.metric,"
    " v.goal, v.id, v.number, v.planned_runs,"
    " (SELECT count(*) FROM revisions o WHERE o.study_id = s.id),"
    " (SELECT count(*) FROM revision_runs l WHERE l.revision_id = v.id AND l.plan = v.plan)"
    " FROM study_names s JOIN revisions v ON v.study_id = s.id";
constexpr const char* kIsNewest =
    "v.planned = (SELECT max(o.planned) FROM revisions o WHERE o.study_id = s.id)";
constexpr const char* kMetricId = "(SELECT id FROM names WHERE kind = 'metric' AND name = ?)";

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
  study.goal = row.text(9) == "maximize" ? study::Goal::kMaximize : study::Goal::kMinimize;
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

// Which runs of a study are summarized.
struct Chosen {
  std::string is_planned;  // SQL condition on `r` of runs: some revision has planned it
  std::string cells;       // SQL condition on `c` of study_cells
};

std::string revision_ids(Connection& db, const StudyRow& study) {
  Statement row = db.prepare("SELECT group_concat(id) FROM revisions WHERE study_id = ?");
  row.bind(study.id);
  row.require_row();
  return row.string(0);
}

std::string cells_of(const StudyRow& study, Cells which) {
  std::string all = fmt::format("c.study_id = {}", study.id);
  if (which == Cells::kAll) return all;
  return fmt::format(
      "{} AND c.cell_id {} (SELECT cell_id FROM superseded_cells WHERE study_id = {})", all,
      which == Cells::kCurrent ? "NOT IN" : "IN", study.id);
}

Chosen planned_runs(Connection& db, const StudyRow& study, Cells which) {
  return {fmt::format("EXISTS (SELECT 1 FROM revision_runs l WHERE l.run_id = r.id"
                      " AND l.revision_id IN ({}))",
                      revision_ids(db, study)),
          cells_of(study, which)};
}

// The join goes from cells to runs, in this order, so that counting reads only an index and not the
// rows.
std::string runs_by_cell(const Chosen& chosen, const char* metric = "") {
  return fmt::format(
      " FROM study_cells c CROSS JOIN runs r ON r.cell_id = c.cell_id {} WHERE {} AND {}", metric,
      chosen.cells, chosen.is_planned);
}

std::uint64_t load_counts(Connection& db, const Chosen& chosen, StudyRow& study) {
  std::vector<std::string> counts;
  for (const Status status : kEnds)
    counts.push_back(fmt::format("count(*) FILTER (WHERE r.status = '{}')", to_string(status)));
  Statement row = db.prepare("SELECT " + base::join(counts, ", ") + runs_by_cell(chosen));
  row.require_row();
  study.statuses.clear();
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < kEnds.size(); ++i) {
    const std::uint64_t n = row.natural(static_cast<int>(i));
    if (n > 0) study.statuses[kEnds[i]] = n;
    all += n;
  }
  return all;
}

// Counts all runs of the study's cells, reading only indexes. Returns whether the counts are those
// of the study: no cell is superseded, and no other study has added runs with other seeds.
bool count_all(Connection& db, StudyRow& study) {
  if (may_supersede(db, study.id)) return false;
  const auto planned = static_cast<std::uint64_t>(
      db.integer(fmt::format("SELECT count({} run_id) FROM revision_runs WHERE revision_id IN ({})",
                             study.revisions > 1 ? "DISTINCT" : "", revision_ids(db, study))));
  return planned == load_counts(db, {"true", cells_of(study, Cells::kAll)}, study);
}

// First looks at the best values of the metric in the whole store, which an index gives. When none
// of them belongs to this study, reads all its runs.
void load_best(Connection& db, const Chosen& chosen, StudyRow& study) {
  const bool is_least = study.goal == study::Goal::kMinimize;
  const char* const order = is_least ? "" : " DESC";
  Statement first = db.prepare(fmt::format(
      "SELECT m.final FROM (SELECT run_id, final FROM metric_values WHERE name_id = {}"
      " AND final IS NOT NULL ORDER BY final{} LIMIT {}) m CROSS JOIN runs r ON r.id = m.run_id"
      " WHERE r.status = 'finished' AND {} AND EXISTS (SELECT 1 FROM study_cells c"
      " WHERE c.cell_id = r.cell_id AND {}) ORDER BY m.final{} LIMIT 1",
      kMetricId, order, kFirstLook, chosen.is_planned, chosen.cells, order));
  first.bind(study.metric);
  if (first.step()) {
    study.best = first.real(0);
    return;
  }
  const std::string metric =
      fmt::format("JOIN metric_values m ON m.run_id = r.id AND m.name_id = {}", kMetricId);
  Statement all =
      db.prepare(fmt::format("SELECT {}(m.final){} AND r.status = 'finished'",
                             is_least ? "min" : "max", runs_by_cell(chosen, metric.c_str())));
  all.bind(study.metric);
  all.require_row();
  if (!all.is_null(0)) study.best = all.real(0);
}

}  // namespace

std::vector<StudyRow> load_studies(Connection& connection) {
  Statement rows =
      connection.prepare(fmt::format("{} WHERE {} ORDER BY v.planned", kRevisions, kIsNewest));
  std::vector<StudyRow> studies;
  while (rows.step()) {
    studies.push_back(study_from(rows));
    studies.back().marks = load_marks(connection, Marked::kStudy, studies.back().id);
    load_results(connection, studies.back());
  }
  return studies;
}

std::optional<StudyRow> load_study(Connection& connection, const std::string& name,
                                   std::uint64_t number) {
  Statement row = connection.prepare(fmt::format(
      "{} WHERE s.name = ?1 AND (v.number = ?2 OR ?2 = 0 AND {})", kRevisions, kIsNewest));
  row.bind(name, number);
  if (!row.step()) return std::nullopt;
  StudyRow study = study_from(row);
  study.marks = load_marks(connection, Marked::kStudy, study.id);
  return study;
}

std::vector<StudyRow> load_revisions(Connection& connection, std::int64_t study_id) {
  Statement rows =
      connection.prepare(fmt::format("{} WHERE s.id = ? ORDER BY v.number", kRevisions));
  rows.bind(study_id);
  std::vector<StudyRow> revisions;
  while (rows.step()) {
    revisions.push_back(study_from(rows));
    load_claims(connection, revisions.back());
  }
  return revisions;
}

void load_results(Connection& connection, StudyRow& study) {
  load_claims(connection, study);
  if (count_all(connection, study)) {
    load_best(connection, {"true", cells_of(study, Cells::kAll)}, study);
    return;
  }
  const Chosen current = planned_runs(connection, study, Cells::kCurrent);
  load_counts(connection, current, study);
  load_best(connection, current, study);
  const Chosen superseded = planned_runs(connection, study, Cells::kSuperseded);
  study.superseded_runs =
      static_cast<std::uint64_t>(connection.integer("SELECT count(*)" + runs_by_cell(superseded)));
}

void load_mean_seconds(Connection& connection, StudyRow& study) {
  const Chosen current = planned_runs(connection, study, Cells::kCurrent);
  Statement row = connection.prepare("SELECT avg(r.seconds)" + runs_by_cell(current) +
                                     " AND r.status = 'finished'");
  if (row.step() && !row.is_null(0)) study.mean_seconds = row.real(0);
}

}  // namespace ice::store
