#include "store/removal.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

#include "store/cell_writer.hpp"
#include "store/query/run_sums.hpp"

namespace ice::store {
namespace {

struct Study {
  std::int64_t id = 0;
  std::string name;
};

std::int64_t study_id_of(Connection& db, const std::string& name) {
  Statement row = db.prepare("SELECT id FROM study_names WHERE name = ?");
  row.bind(name);
  row.require_row();
  return row.integer(0);
}

std::uint64_t count_of(Connection& db, const char* what, std::int64_t study_id) {
  return static_cast<std::uint64_t>(
      db.integer(fmt::format("SELECT count(*) FROM {} WHERE study_id = {}", what, study_id)));
}

// A run of the request, and whether it was asked for by its key.
struct Wanted {
  std::int64_t id = 0;
  bool by_key = false;
};

// Runs by their keys.
using WantedRuns = std::map<std::string, Wanted>;

// Adds the runs in the plans of a study; returns how many there are.
std::uint64_t add_runs_of(Connection& db, std::int64_t study_id, WantedRuns& runs) {
  Statement rows = db.prepare(
      "SELECT DISTINCT r.key, r.id FROM revisions v JOIN revision_runs l ON l.revision_id = v.id"
      " JOIN runs r ON r.id = l.run_id WHERE v.study_id = ?");
  std::uint64_t n = 0;
  for (rows.bind(study_id); rows.step(); ++n) runs[rows.string(0)].id = rows.integer(1);
  return n;
}

void add_run(Connection& db, const std::string& key, WantedRuns& runs) {
  Statement row = db.prepare("SELECT id FROM runs WHERE key = ?");
  row.bind(key);
  row.require_row();
  runs[key] = {row.integer(0), true};
}

// What a request means in rows.
struct Rows {
  Removal removal;
  std::set<std::int64_t> studies;                       // that are deleted
  std::vector<std::int64_t> runs;                       // that are deleted
  std::vector<std::pair<std::int64_t, Study>> staying;  // and one of the studies that keep them
};

// The studies whose plans contain a run, but for the deleted ones. The one that recorded it is
// first.
std::vector<Study> keepers_of(Statement& holders, std::int64_t run_id, const Rows& rows) {
  std::vector<Study> keepers;
  for (holders.bind(run_id); holders.step();)
    if (!rows.studies.contains(holders.integer(0)))
      keepers.push_back({holders.integer(0), holders.string(1)});
  return keepers;
}

Rows rows_of(Connection& db, const RemovalRequest& request) {
  Rows rows;
  WantedRuns runs;
  for (const std::string& key : request.run_keys) add_run(db, key, runs);
  for (const std::string& name : request.studies) {
    const std::int64_t id = study_id_of(db, name);
    if (!rows.studies.insert(id).second) continue;
    const std::uint64_t n = add_runs_of(db, id, runs);
    rows.removal.studies.push_back(
        {name, count_of(db, "revisions", id), n, count_of(db, "looks", id)});
  }
  Statement holders = db.prepare(
      "SELECT DISTINCT s.id, s.name FROM revision_runs l JOIN revisions v ON v.id = l.revision_id"
      " JOIN study_names s ON s.id = v.study_id JOIN runs r ON r.id = l.run_id"
      " WHERE l.run_id = ? ORDER BY s.id <> r.study_id, s.id");
  for (const auto& [key, run] : runs) {
    const std::vector<Study> keepers = keepers_of(holders, run.id, rows);
    if (keepers.size() <= (run.by_key ? 1 : 0)) {
      rows.removal.keys.push_back(key);
      rows.runs.push_back(run.id);
      continue;
    }
    rows.staying.emplace_back(run.id, keepers.front());
    rows.removal.staying.push_back({key, {}});
    for (const Study& keeper : keepers) rows.removal.staying.back().studies.push_back(keeper.name);
  }
  return rows;
}

std::set<std::int64_t> cells_of(Connection& db, const Rows& rows) {
  std::set<std::int64_t> cells;
  Statement of_run = db.prepare("SELECT cell_id FROM runs WHERE id = ?");
  Statement of_study = db.prepare("SELECT cell_id FROM study_cells WHERE study_id = ?");
  for (const std::int64_t run : rows.runs)
    for (of_run.bind(run); of_run.step();) cells.insert(of_run.integer(0));
  for (const std::int64_t study : rows.studies)
    for (of_study.bind(study); of_study.step();) cells.insert(of_study.integer(0));
  return cells;
}

// Runs that a deleted study recorded and another keeps. A record that did not match its checksum
// does not match it afterwards.
void rehome(Connection& db, const Rows& rows) {
  RecordSums sums(db);
  Statement run = db.prepare(
      "SELECT study_id, cell_id, checksum, record_checksum FROM runs"
      " WHERE id = ?");
  Statement move = db.prepare(
      "UPDATE runs SET study_id = ?1, cell = (SELECT cell FROM study_cells WHERE study_id = ?1"
      " AND cell_id = ?2) WHERE id = ?3");
  Statement set_sum = db.prepare("UPDATE runs SET record_checksum = ? WHERE id = ?");
  for (const auto& [id, keeper] : rows.staying) {
    run.bind(id);
    run.require_row();
    const bool must_move = rows.studies.contains(run.integer(0));
    const std::int64_t cell_id = run.integer(1);
    const std::string content = run.string(2), record = run.string(3);
    run.step();
    if (!must_move) continue;
    const bool is_sound = sums.of(id, content) == record;
    move.run(keeper.id, cell_id, id);
    if (is_sound) set_sum.run(sums.of(id, content), id);
  }
}

void drop_study(Connection& db, std::int64_t id) {
  for (const char* sql :
       {"DELETE FROM revision_runs WHERE revision_id IN"
        " (SELECT id FROM revisions WHERE study_id = ?)",
        "DELETE FROM revisions WHERE study_id = ?", "DELETE FROM study_cells WHERE study_id = ?",
        "DELETE FROM study_marks WHERE study_id = ?", "DELETE FROM told WHERE study_id = ?",
        "DELETE FROM study_names WHERE id = ?1"
        " AND NOT EXISTS (SELECT 1 FROM looks WHERE study_id = ?1)"})
    db.prepare(sql).run(id);
}

}  // namespace

Removal find_removal(Connection& db, const RemovalRequest& request) {
  return rows_of(db, request).removal;
}

Removal remove(Connection& db, const RemovalRequest& request) {
  const Rows rows = rows_of(db, request);
  const std::set<std::int64_t> cells = cells_of(db, rows);
  Statement drop = db.prepare("DELETE FROM runs WHERE id = ?");
  for (const std::int64_t run : rows.runs) drop.run(run);
  rehome(db, rows);
  for (const std::int64_t study : rows.studies) drop_study(db, study);
  NameIds names(db);
  CellWriter writer(db, names);
  for (const std::int64_t cell : cells) writer.leave(cell);
  return rows.removal;
}

}  // namespace ice::store
