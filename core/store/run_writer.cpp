#include "store/run_writer.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "store/encoding.hpp"
#include "store/points.hpp"

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
  return 1 + run.metrics.size() + run.plugins.size() + run.curves.size();
}

RunWriter::RunWriter(Connection& db)
    : names_(db),
      cells_(db, names_),
      record_sums_(db),
      revision_(db.prepare("SELECT v.study_id, v.plan, v.planned, s.name, v.spec_sha256"
                           " FROM revisions v JOIN study_names s ON s.id = v.study_id"
                           " WHERE v.id = ?")),
      run_(
          db.prepare("INSERT INTO runs(key, study_id, cell, cell_id, cell_key, seed, status, error,"
                     " epochs, seconds, started_at, finished_at, first_started_at,"
                     " environment_id, checksum, record_checksum)"
                     " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,'','') ON CONFLICT(key) DO UPDATE SET"
                     " study_id=excluded.study_id, cell=excluded.cell, cell_id=excluded.cell_id,"
                     " cell_key=excluded.cell_key, seed=excluded.seed,"
                     " status=excluded.status, error=excluded.error, epochs=excluded.epochs,"
                     " seconds=excluded.seconds, started_at=excluded.started_at,"
                     " finished_at=excluded.finished_at, environment_id=excluded.environment_id"
                     " RETURNING id")),
      clear_metrics_(db.prepare("DELETE FROM metric_values WHERE run_id = ?")),
      clear_curves_(db.prepare("DELETE FROM curve_data WHERE run_id = ?")),
      clear_plugins_(db.prepare("DELETE FROM run_plugins WHERE run_id = ?")),
      metric_(db.prepare("INSERT INTO metric_values(run_id, name_id, final, best, best_epoch,"
                         " final_text, best_text) VALUES(?,?,?,?,?,?,?)")),
      curve_(db.prepare("INSERT INTO curve_data(run_id, name_id, points) VALUES(?,?,?)")),
      file_(db.prepare("INSERT INTO plugin_files(kind, plugin, version, sha256, path)"
                       " VALUES(?,?,?,?,?) ON CONFLICT DO NOTHING")),
      find_file_(db.prepare("SELECT id FROM plugin_files WHERE kind = ? AND plugin = ? AND"
                            " version = ? AND sha256 = ? AND path = ?")),
      plugin_(db.prepare("INSERT INTO run_plugins(run_id, file_id) VALUES(?,?)")),
      checksums_(db.prepare("UPDATE runs SET checksum = ?, record_checksum = ? WHERE id = ?")),
      find_(db.prepare(
          "SELECT id, cell_id, cell_key, study_id, cell, checksum FROM runs WHERE key = ?")),
      link_(db.prepare("INSERT INTO revision_runs(revision_id, run_id, cell, plan, checksum)"
                       " VALUES(?,?,?,?,?) ON CONFLICT(revision_id, run_id) DO UPDATE SET"
                       " cell = excluded.cell, plan = excluded.plan, checksum = excluded.checksum"
                       " WHERE checksum <> excluded.checksum")),
      move_(db.prepare("UPDATE runs SET cell_id = ?, cell_key = ? WHERE id = ?")),
      renumber_(db.prepare("UPDATE runs SET cell = ? WHERE id = ?")),
      misnumbered_(db.prepare("SELECT r.id, c.cell, r.checksum FROM runs r JOIN study_cells c"
                              " ON c.study_id = r.study_id AND c.cell_id = r.cell_id"
                              " WHERE r.cell_id = ? AND r.cell <> c.cell")) {}

std::int64_t RunWriter::put(std::int64_t revision_id, std::int64_t environment_id, const Run& run) {
  const Link recorded{run.key, run.cell, run.identity};
  move_to_cells({&recorded, 1});
  const Revision target = revision(revision_id);
  const std::int64_t cell_id = cells_.put(run.identity, run.params);
  const std::uint64_t number =
      cells_.put_in_study(target.study_id, cell_id, run.cell, target.planned, run.identity.varied);
  const std::int64_t run_id = put_run(target, environment_id, cell_id, number, run);
  RowSum content;
  for (const auto& value : {run.key, to_string(run.status), run.error}) content.add(value);
  content.add(run.seed);
  content.add(run.epochs);
  put_metrics(run_id, run, content);
  put_curves(run_id, run, content);
  put_plugins(run_id, run, content);
  put_sums(run_id, content.finish());
  put_link(target, run_id, run.key, run.cell);
  return run_id;
}

void RunWriter::link(std::int64_t revision_id, std::span<const Link> links) {
  move_to_cells(links);
  const Revision target = revision(revision_id);
  for (const Link& link : links) link_one(target, link);
}

// The upgrade from schema 1 guessed which runs belong to the same cell; the keys in the links
// decide.
void RunWriter::move_to_cells(std::span<const Link> links) {
  std::set<std::pair<std::int64_t, std::int64_t>> moves;
  for (const Link& link : links) {
    if (link.identity.key.empty()) continue;
    find_.bind(link.key);
    if (!find_.step()) continue;
    const std::int64_t run_id = find_.integer(0), old_id = find_.integer(1);
    const std::string old_key = find_.string(2), content = find_.string(5);
    find_.step();  // to its end: a statement left on a row keeps its read transaction open
    if (old_key == link.identity.key) continue;
    const std::int64_t cell_id = cells_.put_like(link.identity, old_id);
    move_.run(cell_id, link.identity.key, run_id);
    put_sums(run_id, content);
    moves.emplace(old_id, cell_id);
  }
  for (const auto& [from, to] : moves) {
    cells_.follow(from, to);
    renumber_runs_of(to);
  }
}

// Updates runs.cell, the number of the cell in the study that recorded the run.
void RunWriter::renumber_runs_of(std::int64_t cell_id) {
  struct Renumbered {
    std::int64_t run_id = 0;
    std::uint64_t number = 0;
    std::string content;
  };
  std::vector<Renumbered> runs;
  misnumbered_.bind(cell_id);
  while (misnumbered_.step())
    runs.push_back({misnumbered_.integer(0), misnumbered_.natural(1), misnumbered_.string(2)});
  for (const Renumbered& run : runs) {
    renumber_.run(run.number, run.run_id);
    put_sums(run.run_id, run.content);
  }
}

void RunWriter::link_one(const Revision& target, const Link& link) {
  find_.bind(link.key);
  if (!find_.step()) return;
  const std::int64_t run_id = find_.integer(0);
  const std::uint64_t number = cells_.put_in_study(target.study_id, find_.integer(1), link.cell,
                                                   target.planned, link.identity.varied);
  const bool is_renumbered = find_.integer(3) == target.study_id && find_.natural(4) != number;
  const std::string content = find_.string(5);
  find_.step();
  if (is_renumbered) {
    renumber_.run(number, run_id);
    put_sums(run_id, content);
  }
  put_link(target, run_id, link.key, link.cell);
}

void RunWriter::forget() {
  names_.forget();
  cells_.forget();
}

RunWriter::Revision RunWriter::revision(std::int64_t id) {
  revision_.bind(id);
  revision_.require_row();
  Revision found{id,
                 revision_.integer(0),
                 revision_.integer(1),
                 revision_.integer(2),
                 revision_.string(3),
                 revision_.string(4)};
  revision_.step();
  return found;
}

std::int64_t RunWriter::put_run(const Revision& revision, std::int64_t environment_id,
                                std::int64_t cell_id, std::uint64_t number, const Run& run) {
  const std::string status = to_string(run.status);
  run_.bind(run.key, revision.study_id, number, cell_id, run.identity.key, run.seed, status,
            run.error, run.epochs, run.seconds, run.started_at, run.finished_at, run.started_at,
            environment_id);
  run_.require_row();
  const std::int64_t run_id = run_.integer(0);
  run_.step();
  for (Statement* clear : {&clear_metrics_, &clear_curves_, &clear_plugins_}) clear->run(run_id);
  return run_id;
}

void RunWriter::put_metrics(std::int64_t run_id, const Run& run, RowSum& sum) {
  for (const Metric& metric : run.metrics) {
    const NumberColumns final = encode(metric.final);
    const NumberColumns best = encode(metric.best);
    metric_.run(run_id, names_.of_metric(metric.name), final.number, best.number, metric.best_epoch,
                final.text, best.text);
    sum.add(metric.name);
    sum.add(final.number);
    sum.add(best.number);
    sum.add(metric.best_epoch);
    sum.add(final.text);
    sum.add(best.text);
  }
}

void RunWriter::put_curves(std::int64_t run_id, const Run& run, RowSum& sum) {
  for (const Curve& curve : run.curves) {
    const std::string points = points_text(curve);
    curve_.run(run_id, names_.of_metric(curve.metric), points);
    sum.add(curve.metric);
    sum.add(points);
  }
}

void RunWriter::put_plugins(std::int64_t run_id, const Run& run, RowSum& sum) {
  for (const PluginUse& use : run.plugins) {
    file_.run(use.kind, use.id, use.version, use.sha256, use.path);
    find_file_.bind(use.kind, use.id, use.version, use.sha256, use.path);
    find_file_.require_row();
    const std::int64_t file_id = find_file_.integer(0);
    find_file_.step();
    plugin_.run(run_id, file_id);
    for (const auto& value : {use.kind, use.id, use.version, use.sha256}) sum.add(value);
  }
}

void RunWriter::put_sums(std::int64_t run_id, const std::string& content) {
  const std::string record = record_sums_.of(run_id, content);
  checksums_.run(content, record, run_id);
}

void RunWriter::put_link(const Revision& revision, std::int64_t run_id, const std::string& key,
                         std::uint64_t cell) {
  const auto plan = static_cast<std::uint64_t>(revision.plan);
  link_.run(revision.id, run_id, cell, plan,
            link_checksum(revision.study, revision.spec_sha256, key, cell, plan));
}

}  // namespace ice::store
