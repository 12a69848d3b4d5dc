#include "store/run_writer.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "store/encoding.hpp"

namespace ice::store {
namespace {

template <class Items, class Name>
void sort_unique(const Run& run, Items& items, Name name) {
  std::sort(items.begin(), items.end(),
            [&](const auto& a, const auto& b) { return name(a) < name(b); });
  const auto twice = std::adjacent_find(
      items.begin(), items.end(), [&](const auto& a, const auto& b) { return name(a) == name(b); });
  if (twice != items.end()) throw base::Error("run " + run.key + ": a name stands twice");
}

void require_well_formed(const Run& run, const Curve& curve) {
  const bool rises = std::adjacent_find(curve.epochs.begin(), curve.epochs.end(),
                                        std::greater_equal<>()) == curve.epochs.end();
  if (!rises || curve.epochs.size() != curve.values.size())
    throw base::Error("run " + run.key + ": malformed curve of " + curve.metric);
}

/// Writes one row of a run's table and adds what was written to a checksum.
template <class... Values>
void insert(Statement& statement, RowSum& sum, std::int64_t run_id, const Values&... values) {
  statement.run(run_id, values...);
  (sum.add(values), ...);
}

}  // namespace

Run well_formed(Run run) {
  sort_unique(
      run, run.params, [](const auto& param) -> const auto& { return param.first; });
  sort_unique(
      run, run.metrics, [](const Metric& metric) -> const auto& { return metric.name; });
  sort_unique(
      run, run.curves, [](const Curve& curve) -> const auto& { return curve.metric; });
  sort_unique(run, run.plugins, [](const PluginUse& use) { return std::tie(use.kind, use.id); });
  for (const Curve& curve : run.curves) require_well_formed(run, curve);
  return run;
}

std::uint64_t row_count(const Run& run) {
  std::uint64_t rows = 1 + run.params.size() + run.metrics.size() + run.plugins.size();
  for (const Curve& curve : run.curves) rows += curve.epochs.size();
  return rows;
}

RunWriter::RunWriter(Connection& db)
    : run_(db.prepare("INSERT INTO runs(key, study_id, cell, seed, status, error, epochs, seconds,"
                      " started_at, finished_at, environment_id, checksum, record_checksum)"
                      " VALUES(?,?,?,?,?,?,?,?,?,?,?,'','') ON CONFLICT(key) DO UPDATE SET"
                      " study_id=excluded.study_id, cell=excluded.cell, seed=excluded.seed,"
                      " status=excluded.status, error=excluded.error, epochs=excluded.epochs,"
                      " seconds=excluded.seconds, started_at=excluded.started_at,"
                      " finished_at=excluded.finished_at, environment_id=excluded.environment_id"
                      " RETURNING id")),
      clear_params_(db.prepare("DELETE FROM params WHERE run_id = ?")),
      clear_metrics_(db.prepare("DELETE FROM metrics WHERE run_id = ?")),
      clear_curves_(db.prepare("DELETE FROM curves WHERE run_id = ?")),
      clear_plugins_(db.prepare("DELETE FROM plugins WHERE run_id = ?")),
      param_(db.prepare("INSERT INTO params(run_id, name, value, number, json) VALUES(?,?,?,?,?)")),
      metric_(db.prepare("INSERT INTO metrics(run_id, name, final, best, best_epoch, final_text,"
                         " best_text) VALUES(?,?,?,?,?,?,?)")),
      curve_(db.prepare("INSERT INTO curves(run_id, metric, epoch, value, text)"
                        " VALUES(?,?,?,?,?)")),
      plugin_(db.prepare("INSERT INTO plugins(run_id, kind, id, version, sha256, path)"
                         " VALUES(?,?,?,?,?,?)")),
      checksums_(db.prepare("UPDATE runs SET checksum = ?, record_checksum = ? WHERE id = ?")),
      link_(db.prepare("INSERT INTO study_runs(study_id, run_id, cell, checksum)"
                       " SELECT ?1, id, ?3, ?4 FROM runs WHERE key = ?2"
                       " ON CONFLICT(study_id, run_id)"
                       " DO UPDATE SET cell=excluded.cell, checksum=excluded.checksum")) {}

void RunWriter::put(std::int64_t study_id, std::int64_t environment_id, const Run& run) {
  const std::int64_t run_id = put_run(study_id, environment_id, run);
  RunSums sums;
  for (const auto& value : {run.key, to_string(run.status), run.error}) sums.content.add(value);
  sums.content.add(run.seed);
  sums.content.add(run.epochs);
  put_params(run_id, run, sums);
  put_metrics(run_id, run, sums);
  put_curves(run_id, run, sums);
  put_plugins(run_id, run, sums);

  const std::string checksum = sums.content.finish();
  for (const auto& value : {checksum, run.started_at, run.finished_at}) sums.record.add(value);
  sums.record.add(study_id);
  sums.record.add(environment_id);
  sums.record.add(run.cell);
  sums.record.add(run.seconds);
  checksums_.run(checksum, sums.record.finish(), run_id);
  link(study_id, run.key, run.cell);
}

void RunWriter::link(std::int64_t study_id, const std::string& key, std::uint64_t cell) {
  link_.run(study_id, key, cell, link_checksum(study_id, key, cell));
}

std::int64_t RunWriter::put_run(std::int64_t study_id, std::int64_t environment_id,
                                const Run& run) {
  const std::string status = to_string(run.status);
  run_.bind(run.key, study_id, run.cell, run.seed, status, run.error, run.epochs, run.seconds,
            run.started_at, run.finished_at, environment_id);
  run_.require_row();
  const std::int64_t run_id = run_.integer(0);
  run_.step();
  for (Statement* clear : {&clear_params_, &clear_metrics_, &clear_curves_, &clear_plugins_})
    clear->run(run_id);
  return run_id;
}

void RunWriter::put_params(std::int64_t run_id, const Run& run, RunSums& sums) {
  for (const auto& [name, value] : run.params) {
    const ParamColumns columns = encode(value);
    insert(param_, sums.content, run_id, name, columns.value, columns.number, columns.json);
  }
}

void RunWriter::put_metrics(std::int64_t run_id, const Run& run, RunSums& sums) {
  for (const Metric& metric : run.metrics) {
    const NumberColumns final = encode(metric.final);
    const NumberColumns best = encode(metric.best);
    insert(metric_, sums.content, run_id, metric.name, final.number, best.number, metric.best_epoch,
           final.text, best.text);
  }
}

void RunWriter::put_curves(std::int64_t run_id, const Run& run, RunSums& sums) {
  for (const Curve& curve : run.curves) {
    for (std::size_t i = 0; i < curve.epochs.size(); ++i) {
      const NumberColumns value = encode(curve.values[i]);
      insert(curve_, sums.content, run_id, curve.metric, curve.epochs[i], value.number, value.text);
    }
  }
}

void RunWriter::put_plugins(std::int64_t run_id, const Run& run, RunSums& sums) {
  for (const PluginUse& use : run.plugins) {
    plugin_.run(run_id, use.kind, use.id, use.version, use.sha256, use.path);
    for (const auto& value : {use.kind, use.id, use.version, use.sha256}) sums.content.add(value);
    sums.record.add(use.path);
  }
}

}  // namespace ice::store
