#include "store/query/run_reader.hpp"

#include <fmt/format.h>

#include <set>
#include <unordered_map>

#include "base/error.hpp"
#include "store/encoding.hpp"
#include "store/faults.hpp"
#include "store/points.hpp"
#include "store/query/run_loader.hpp"
#include "store/query/run_sums.hpp"

namespace ice::store {
namespace {

constexpr std::uint64_t kScanPerLookup = 8;  // about how many rows are read in the time of a lookup

std::vector<std::string> load_study_names(Connection& db, std::int64_t run_id) {
  Statement rows = db.prepare(
      "SELECT DISTINCT s.name FROM revision_runs l JOIN revisions v ON v.id = l.revision_id"
      " JOIN study_names s ON s.id = v.study_id JOIN runs r ON r.id = l.run_id"
      " WHERE l.run_id = ? ORDER BY s.id <> r.study_id, s.id");
  rows.bind(run_id);
  std::vector<std::string> names;
  while (rows.step()) names.push_back(rows.string(0));
  return names;
}

std::vector<std::optional<Status>> statuses_by_lookup(Connection& db,
                                                      std::span<const std::string> keys) {
  Statement row = db.prepare("SELECT status FROM runs WHERE key = ?");
  std::vector<std::optional<Status>> statuses;
  statuses.reserve(keys.size());
  for (const std::string& key : keys) {
    row.bind(key);
    statuses.push_back(row.step() ? std::optional(decode_status(db, row, 0)) : std::nullopt);
  }
  return statuses;
}

// Reading all runs once is faster than many look-ups, whose rows are scattered over the file.
std::vector<std::optional<Status>> statuses_by_scan(Connection& db,
                                                    std::span<const std::string> keys) {
  std::unordered_map<std::string, Status> status_of;
  Statement rows = db.prepare("SELECT key, status FROM runs");
  while (rows.step()) status_of.emplace(rows.text(0), decode_status(db, rows, 1));
  std::vector<std::optional<Status>> statuses;
  statuses.reserve(keys.size());
  for (const std::string& key : keys) {
    const auto found = status_of.find(key);
    statuses.push_back(found == status_of.end() ? std::nullopt : std::optional(found->second));
  }
  return statuses;
}

}  // namespace

Status decode_status(Connection& db, const Statement& row, int column) {
  const auto status = status_from(row.text(column));
  if (!status) throw damaged(db.file(), fmt::format("unknown status '{}'", row.text(column)));
  return *status;
}

std::vector<std::optional<Status>> load_statuses(Connection& db,
                                                 std::span<const std::string> keys) {
  const auto runs = db.integer("SELECT coalesce(max(id), 0) FROM runs");
  const bool many = keys.size() > static_cast<std::uint64_t>(runs) / kScanPerLookup;
  return many ? statuses_by_scan(db, keys) : statuses_by_lookup(db, keys);
}

std::vector<std::string> load_lacking_metric(Connection& db, std::span<const std::string> keys,
                                             std::span<const std::string> metrics) {
  std::vector<std::string> lacking(keys.size());
  for (const std::string& metric : metrics) {
    Statement row = db.prepare(
        "SELECT EXISTS (SELECT 1 FROM metric_values m WHERE m.run_id = r.id AND m.name_id ="
        " (SELECT id FROM names WHERE kind = 'metric' AND name = ?2))"
        " FROM runs r WHERE r.key = ?1");
    for (std::size_t i = 0; i < keys.size(); ++i) {
      row.bind(keys[i], metric);
      if (row.step() && row.integer(0) == 0 && lacking[i].empty()) lacking[i] = metric;
    }
  }
  return lacking;
}

std::vector<std::optional<double>> load_values(Connection& db, std::span<const std::string> keys,
                                               const std::string& metric) {
  Statement row = db.prepare(
      "SELECT m.final, m.final_text FROM runs r JOIN metric_values m ON m.run_id = r.id"
      " WHERE r.key = ?1 AND m.name_id ="
      " (SELECT id FROM names WHERE kind = 'metric' AND name = ?2)");
  std::vector<std::optional<double>> values(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    row.bind(keys[i], metric);
    if (row.step()) values[i] = decode_number(row, 0, 1);
  }
  return values;
}

StoredRun load_run(Connection& db, std::int64_t run_id) {
  StoredRun stored;
  stored.run = RunLoader(db).load(run_id);
  stored.studies = load_study_names(db, run_id);
  Statement row = db.prepare("SELECT environment_id FROM runs WHERE id = ?");
  row.bind(run_id);
  row.require_row();
  stored.environment = load_environment(db, row.integer(0));
  return stored;
}

std::vector<Environment> load_environments(Connection& db,
                                           const std::vector<std::int64_t>& run_ids) {
  Statement row = db.prepare("SELECT environment_id FROM runs WHERE id = ?");
  std::set<std::int64_t> ids;
  for (const std::int64_t run : run_ids) {
    row.bind(run);
    row.require_row();
    ids.insert(row.integer(0));
  }
  std::vector<Environment> environments;
  for (const std::int64_t id : ids) environments.push_back(load_environment(db, id));
  return environments;
}

Environment load_environment(Connection& db, std::int64_t id) {
  Statement row = db.prepare(
      "SELECT host, cpu, os, compiler, blas, armadillo, ice_version, git_commit, git_dirty"
      " FROM environments WHERE id = ?");
  row.bind(id);
  row.require_row();
  return {row.string(0), row.string(1), row.string(2), row.string(3),      row.string(4),
          row.string(5), row.string(6), row.string(7), row.integer(8) != 0};
}

Curve curve_from(Connection& db, const Statement& row) {
  Curve curve{row.string(0), {}, {}};
  try {
    read_points(row.text(1), curve);
  } catch (const base::Error& error) {
    throw damaged(db.file(), error.what());
  }
  return curve;
}

std::vector<Curve> load_curves(Connection& db, std::int64_t run_id, const std::string& metric) {
  Statement rows = db.prepare(
      "SELECT n.name, d.points FROM curve_data d JOIN names n ON n.id = d.name_id"
      " WHERE d.run_id = ?1 AND (?2 = '' OR n.name = ?2) ORDER BY n.name");
  rows.bind(run_id, metric);
  std::vector<Curve> curves;
  while (rows.step()) curves.push_back(curve_from(db, rows));
  return curves;
}

std::vector<Curve> load_curves(Connection& db, const std::vector<std::string>& keys,
                               const std::string& metric) {
  Statement rows = db.prepare(
      "SELECT ?2, d.points FROM runs r JOIN curve_data d ON d.run_id = r.id AND d.name_id ="
      " (SELECT id FROM names WHERE kind = 'metric' AND name = ?2) WHERE r.key = ?1");
  std::vector<Curve> curves;
  for (const std::string& key : keys)
    for (rows.bind(key, metric); rows.step();) curves.push_back(curve_from(db, rows));
  return curves;
}

std::vector<std::string> damaged_runs(Connection& db) {
  ContentSums contents(db);
  RecordSums records(db);
  Statement runs = db.prepare("SELECT id, key, checksum, record_checksum FROM runs");
  std::vector<std::string> findings;
  while (runs.step()) {
    const std::int64_t run_id = runs.integer(0);
    const std::string where = "run " + runs.string(1).substr(0, 12);
    if (contents.of(run_id) != runs.text(2))
      findings.push_back(where + ": its values are not those that were recorded");
    if (records.of(run_id, runs.string(2)) != runs.text(3))
      findings.push_back(where + ": its record (times, cell, study, machine) is not the one made");
  }
  return findings;
}

}  // namespace ice::store
