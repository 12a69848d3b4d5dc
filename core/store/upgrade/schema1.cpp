#include "store/upgrade/schema1.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"
#include "store/checksum.hpp"
#include "store/encoding.hpp"
#include "store/faults.hpp"

namespace ice::store::schema1 {
namespace {

constexpr const char* kParams =
    "SELECT name, value, number, json FROM params WHERE run_id = ? ORDER BY name";
constexpr const char* kMetrics =
    "SELECT name, final, best, best_epoch, final_text, best_text FROM metrics WHERE run_id = ?"
    " ORDER BY name";
constexpr const char* kCurves =
    "SELECT metric, epoch, value, text FROM curves WHERE run_id = ? ORDER BY metric, epoch";

Status decode_status(Connection& db, std::string_view text) {
  const auto status = status_from(text);
  if (!status) throw damaged(db.file(), fmt::format("unknown status '{}'", text));
  return *status;
}

void add_all(RowSum& sum, Statement& rows, std::int64_t id) {
  rows.bind(id);
  while (rows.step()) sum.add_columns(rows, 0, rows.column_count());
}

void check_studies(Connection& db, Damage& damage) {
  Statement study = db.prepare(
      "SELECT name, title, why, follows, tags, spec, spec_sha256, created_at, metric, goal, planned"
      " FROM studies WHERE id = ?");
  Statement claims = db.prepare(
      "SELECT name, declared_at, definition, verdict, p, effect, low, high, pairs, judged_at"
      " FROM claims WHERE study_id = ? ORDER BY name");
  Statement studies = db.prepare("SELECT id, name, checksum FROM studies");
  while (studies.step()) {
    RowSum sum;
    for (Statement* rows : {&study, &claims}) add_all(sum, *rows, studies.integer(0));
    if (sum.finish() == studies.text(2)) continue;
    damage.studies.insert(studies.integer(0));
    damage.findings.push_back(fmt::format(
        "study {}: it or its claims are not those that were recorded", studies.text(1)));
  }
}

void check_links(Connection& db, Damage& damage) {
  Statement links = db.prepare(
      "SELECT l.checksum, l.study_id, r.key, l.cell, l.run_id FROM study_runs l"
      " JOIN runs r ON r.id = l.run_id");
  while (links.step()) {
    const std::string text =
        fmt::format("{} {} {}", links.integer(1), links.text(2), links.natural(3));
    const std::span bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    if (base::crc32_of(bytes) == links.integer(0)) continue;
    damage.links.emplace(links.integer(1), links.integer(4));
    damage.findings.push_back(
        fmt::format("run {} in study {}: its cell is not the one that was recorded",
                    links.text(2).substr(0, 12), links.integer(1)));
  }
}

void check_runs(Connection& db, Damage& damage) {
  Statement params = db.prepare(kParams);
  Statement metrics = db.prepare(kMetrics);
  Statement curves = db.prepare(kCurves);
  Statement plugins = db.prepare(
      "SELECT kind, id, version, sha256 FROM plugins WHERE run_id = ? ORDER BY kind, id");
  Statement paths = db.prepare("SELECT path FROM plugins WHERE run_id = ? ORDER BY kind, id");
  Statement runs = db.prepare(
      "SELECT id, record_checksum, key, status, error, seed, epochs, checksum, started_at,"
      " finished_at, study_id, environment_id, cell, seconds FROM runs");
  while (runs.step()) {
    const std::int64_t run_id = runs.integer(0);
    RowSum content, record;
    content.add_columns(runs, 2, 7);
    for (Statement* rows : {&params, &metrics, &curves, &plugins}) add_all(content, *rows, run_id);
    add_all(record, paths, run_id);
    record.add_columns(runs, 7, 14);
    const bool is_same_content = content.finish() == runs.text(7);
    const bool is_same_record = record.finish() == runs.text(1);
    if (is_same_content && is_same_record) continue;
    damage.runs.insert(run_id);
    damage.findings.push_back(
        fmt::format("run {}: its {}", runs.text(2).substr(0, 12),
                    is_same_content ? "record (times, cell, study, machine) is not the one made"
                                    : "values are not those that were recorded"));
  }
}

}  // namespace

const std::vector<std::string> kTables{"claims",     "plugins", "curves",       "metrics", "params",
                                       "study_runs", "runs",    "environments", "studies"};

std::vector<Study> load_studies(Connection& db) {
  Statement rows = db.prepare(
      "SELECT id, name, title, why, follows, tags, spec, spec_sha256, created_at, metric, goal,"
      " planned FROM studies ORDER BY id");
  std::vector<Study> studies;
  while (rows.step()) {
    studies.push_back({rows.integer(0), rows.string(1), rows.string(2), rows.string(3),
                       rows.string(4), rows.string(5), rows.string(6), rows.string(7),
                       rows.string(8), rows.string(9), rows.string(10), rows.integer(11)});
  }
  return studies;
}

std::vector<Claim> load_claims(Connection& db) {
  Statement rows = db.prepare("SELECT study_id, name, declared_at, definition FROM claims");
  std::vector<Claim> claims;
  while (rows.step())
    claims.push_back({rows.integer(0), rows.string(1), rows.string(2), rows.string(3)});
  return claims;
}

std::vector<StudyRun> load_links(Connection& db) {
  Statement rows =
      db.prepare("SELECT study_id, run_id, cell FROM study_runs ORDER BY study_id, cell, run_id");
  std::vector<StudyRun> links;
  while (rows.step()) links.push_back({rows.integer(0), rows.integer(1), rows.natural(2)});
  return links;
}

std::vector<RunRow> load_run_rows(Connection& db) {
  Statement rows = db.prepare(
      "SELECT id, study_id, environment_id, started_at, seed FROM runs ORDER BY started_at, id");
  std::vector<RunRow> runs;
  while (rows.step()) {
    runs.push_back(
        {rows.integer(0), rows.integer(1), rows.integer(2), rows.string(3), rows.natural(4)});
  }
  return runs;
}

RunReader::RunReader(Connection& db)
    : connection_(db),
      run_(db.prepare("SELECT key, cell, seed, status, error, epochs, seconds, started_at,"
                      " finished_at FROM runs WHERE id = ?")),
      params_(db.prepare(kParams)),
      metrics_(db.prepare(kMetrics)),
      curves_(db.prepare(kCurves)),
      plugins_(db.prepare("SELECT kind, id, version, sha256, path FROM plugins WHERE run_id = ?"
                          " ORDER BY kind, id")) {}

Run RunReader::load(std::int64_t run_id) {
  Run run = load_code(run_id);
  run_.bind(run_id);
  run_.require_row();
  run.key = run_.string(0);
  run.cell = run_.natural(1);
  run.seed = run_.natural(2);
  run.status = decode_status(connection_, run_.text(3));
  run.error = run_.string(4);
  run.epochs = run_.natural(5);
  run.seconds = run_.real(6);
  run.started_at = run_.string(7);
  run.finished_at = run_.string(8);
  for (metrics_.bind(run_id); metrics_.step();) {
    run.metrics.push_back({metrics_.string(0), decode_number(metrics_, 1, 4),
                           decode_number(metrics_, 2, 5), metrics_.natural(3)});
  }
  for (curves_.bind(run_id); curves_.step();) {
    if (run.curves.empty() || run.curves.back().metric != curves_.text(0))
      run.curves.push_back({curves_.string(0), {}, {}});
    run.curves.back().epochs.push_back(curves_.natural(1));
    run.curves.back().values.push_back(decode_number(curves_, 2, 3));
  }
  return run;
}

Run RunReader::load_code(std::int64_t run_id) {
  Run run;
  for (params_.bind(run_id); params_.step();)
    run.params.emplace_back(params_.string(0), decode_param(params_, 1));
  for (plugins_.bind(run_id); plugins_.step();) {
    run.plugins.push_back({plugins_.string(0), plugins_.string(1), plugins_.string(2),
                           plugins_.string(3), plugins_.string(4)});
  }
  return run;
}

Damage find_damage(Connection& db) {
  Damage damage;
  check_studies(db, damage);
  check_links(db, damage);
  check_runs(db, damage);
  return damage;
}

}  // namespace ice::store::schema1
