#include "store/cell_writer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.hpp"
#include "store/encoding.hpp"

namespace ice::store {
namespace {

// The only parameter of the code that does not change results.
constexpr std::string_view kNoPartOfTheCode = "training.save";

constexpr const char* kCellColumns =
    "SELECT c.key, c.code_key, c.data_sha256, c.numerics, n.name, p.value, p.number, p.json"
    " FROM cell_keys c LEFT JOIN cell_params p ON p.cell_id = c.id"
    " LEFT JOIN names n ON n.id = p.name_id WHERE c.id = ? ORDER BY n.name";

// The checksum of a cell; `rows` is a statement of kCellColumns. The columns of the cell are added
// once, then those of each parameter.
std::string cell_checksum(Statement& rows, std::int64_t cell_id) {
  RowSum sum;
  bool is_first = true;
  for (rows.bind(cell_id); rows.step(); is_first = false)
    sum.add_columns(rows, is_first ? 0 : 4, 8);
  return sum.finish();
}

std::string study_cell_checksum(std::string_view study, std::string_view cell_key,
                                std::uint64_t number, std::int64_t planned,
                                std::string_view parameters) {
  RowSum sum;
  sum.add(study);
  sum.add(cell_key);
  sum.add(number);
  sum.add(planned);
  sum.add(parameters);
  return sum.finish();
}

}  // namespace

NameIds::NameIds(Connection& db)
    : insert_(db.prepare("INSERT INTO names(kind, name) VALUES(?, ?) ON CONFLICT DO NOTHING")),
      find_(db.prepare("SELECT id FROM names WHERE kind = ? AND name = ?")) {}

std::int64_t NameIds::id(const std::string& kind, const std::string& name) {
  const auto known = known_.find({kind, name});
  if (known != known_.end()) return known->second;
  insert_.run(kind, name);
  find_.bind(kind, name);
  find_.require_row();
  const std::int64_t id = find_.integer(0);
  find_.step();
  known_.emplace(std::pair{kind, name}, id);
  return id;
}

std::string code_key(const std::vector<std::pair<std::string, base::Value>>& params) {
  base::Value code = base::Value::object();
  for (const auto& [name, value] : params) {
    if (name == kNoPartOfTheCode) continue;
    const ParamColumns columns = encode(value);  // makes 1.0 and 1 the same value
    code[name] = columns.json.value_or(columns.value);
  }
  return base::sha256_hex(code.dump());
}

CellWriter::CellWriter(Connection& db, NameIds& names)
    : names_(names),
      find_(db.prepare("SELECT id FROM cell_keys WHERE key = ?")),
      insert_(db.prepare("INSERT INTO cell_keys(key, code_key, data_sha256, numerics, checksum)"
                         " VALUES(?, ?, ?, ?, '') RETURNING id")),
      param_(db.prepare("INSERT INTO cell_params(cell_id, name_id, value, number, json)"
                        " VALUES(?, ?, ?, ?, ?)")),
      copy_params_(db.prepare("INSERT INTO cell_params(cell_id, name_id, value, number, json)"
                              " SELECT ?1, name_id, value, number, json FROM cell_params"
                              " WHERE cell_id = ?2")),
      read_(db.prepare(kCellColumns)),
      set_sum_(db.prepare("UPDATE cell_keys SET checksum = ? WHERE id = ?")),
      find_in_study_(db.prepare("SELECT cell, planned, parameters FROM study_cells"
                                " WHERE study_id = ? AND cell_id = ?")),
      number_(
          db.prepare("SELECT CASE WHEN EXISTS (SELECT 1 FROM study_cells WHERE study_id = ?1 AND"
                     " cell = ?2) THEN (SELECT max(cell) + 1 FROM study_cells WHERE"
                     " study_id = ?1) ELSE ?2 END")),
      put_in_study_(db.prepare("INSERT INTO study_cells(study_id, cell_id, cell, planned,"
                               " parameters, checksum) VALUES(?, ?, ?, ?, ?, ?)"
                               " ON CONFLICT(study_id, cell_id) DO UPDATE SET"
                               " planned = excluded.planned, parameters = excluded.parameters,"
                               " checksum = excluded.checksum")),
      names_of_(db.prepare("SELECT s.name, c.key FROM study_names s, cell_keys c"
                           " WHERE s.id = ? AND c.id = ?")),
      followers_(
          db.prepare("SELECT c.study_id, c.cell, c.planned, c.parameters FROM study_cells c"
                     " WHERE c.cell_id = ?1 AND NOT EXISTS (SELECT 1 FROM study_cells n"
                     "   WHERE n.study_id = c.study_id AND n.cell_id = ?2)"
                     " AND EXISTS (SELECT 1 FROM runs r JOIN revision_runs l ON l.run_id = r.id"
                     "   JOIN revisions v ON v.id = l.revision_id"
                     "   WHERE r.cell_id = ?2 AND v.study_id = c.study_id)")),
      leave_studies_(db.prepare("DELETE FROM study_cells AS c WHERE c.cell_id = ?1 AND NOT EXISTS ("
                                "   SELECT 1 FROM runs r JOIN revision_runs l ON l.run_id = r.id"
                                "   JOIN revisions v ON v.id = l.revision_id"
                                "   WHERE r.cell_id = ?1 AND v.study_id = c.study_id)")),
      leave_(db.prepare("DELETE FROM cell_keys WHERE id = ?1"
                        " AND NOT EXISTS (SELECT 1 FROM runs WHERE cell_id = ?1)")) {}

std::int64_t CellWriter::put(const Cell& cell,
                             const std::vector<std::pair<std::string, base::Value>>& params) {
  if (const std::int64_t known = find(cell.key); known != 0) return known;
  const std::int64_t id = insert(cell, code_key(params));
  for (const auto& [name, value] : params) {
    const ParamColumns columns = encode(value);
    param_.run(id, names_.of_param(name), columns.value, columns.number, columns.json);
  }
  finish(id);
  return id;
}

std::int64_t CellWriter::put_like(const Cell& cell, std::int64_t other_id) {
  if (const std::int64_t known = find(cell.key); known != 0) return known;
  read_.bind(other_id);
  read_.require_row();
  const std::string code = read_.string(1);
  while (read_.step()) {  // to its end; copy_params_ copies the parameters
  }
  const std::int64_t id = insert(cell, code);
  copy_params_.run(id, other_id);
  finish(id);
  return id;
}

std::uint64_t CellWriter::put_in_study(std::int64_t study_id, std::int64_t cell_id,
                                       std::uint64_t wanted, std::int64_t planned,
                                       const base::Value& varied) {
  const auto [noted, is_new] = noted_.try_emplace({study_id, cell_id, planned}, 0);
  if (is_new) noted->second = write_in_study(study_id, cell_id, wanted, planned, varied);
  return noted->second;
}

void CellWriter::follow(std::int64_t old_id, std::int64_t new_id) {
  struct Follower {
    std::int64_t study_id = 0;
    std::uint64_t number = 0;
    std::int64_t planned = 0;
    base::Value varied;
  };
  std::vector<Follower> followers;
  followers_.bind(old_id, new_id);
  while (followers_.step()) {
    followers.push_back({followers_.integer(0), followers_.natural(1), followers_.integer(2),
                         base::Value::parse(followers_.text(3), nullptr, false)});
  }
  leave(old_id);
  for (const Follower& f : followers)
    (void)put_in_study(f.study_id, new_id, f.number, f.planned, f.varied);
}

void CellWriter::leave(std::int64_t cell_id) {
  leave_studies_.run(cell_id);
  leave_.run(cell_id);
  forget();  // the cell may be gone
}

void CellWriter::forget() {
  known_.clear();
  noted_.clear();
}

std::int64_t CellWriter::find(const std::string& key) {
  const auto [known, is_new] = known_.try_emplace(key, 0);
  if (known->second != 0) return known->second;
  find_.bind(key);
  if (find_.step()) {
    known->second = find_.integer(0);
    find_.step();  // to its end: a statement left on a row keeps its read transaction open
  }
  return known->second;
}

std::int64_t CellWriter::insert(const Cell& cell, const std::string& code) {
  insert_.bind(cell.key, code, cell.data_sha256, cell.numerics);
  insert_.require_row();
  const std::int64_t id = insert_.integer(0);
  insert_.step();
  known_[cell.key] = id;
  return id;
}

void CellWriter::finish(std::int64_t cell_id) {
  const std::string checksum = cell_checksum(read_, cell_id);
  set_sum_.run(checksum, cell_id);
}

std::uint64_t CellWriter::write_in_study(std::int64_t study_id, std::int64_t cell_id,
                                         std::uint64_t wanted, std::int64_t planned,
                                         const base::Value& varied) {
  const std::string parameters = varied.dump();
  find_in_study_.bind(study_id, cell_id);
  std::uint64_t number = 0;
  if (find_in_study_.step()) {
    number = find_in_study_.natural(0);
    const bool is_as_noted =
        find_in_study_.integer(1) == planned && find_in_study_.text(2) == parameters;
    find_in_study_.step();
    if (is_as_noted) return number;
  } else {
    number_.bind(study_id, wanted);
    number_.require_row();
    number = number_.natural(0);
    number_.step();
  }
  names_of_.bind(study_id, cell_id);
  names_of_.require_row();
  const std::string checksum =
      study_cell_checksum(names_of_.text(0), names_of_.text(1), number, planned, parameters);
  names_of_.step();
  put_in_study_.run(study_id, cell_id, number, planned, parameters, checksum);
  return number;
}

void seal_study_cells(Connection& db, std::int64_t study_id) {
  Statement cells = db.prepare(
      "SELECT c.cell_id, s.name, k.key, c.cell, c.planned, c.parameters FROM study_cells c"
      " JOIN study_names s ON s.id = c.study_id JOIN cell_keys k ON k.id = c.cell_id"
      " WHERE c.study_id = ?");
  Statement set_sum =
      db.prepare("UPDATE study_cells SET checksum = ? WHERE study_id = ? AND cell_id = ?");
  for (cells.bind(study_id); cells.step();)
    set_sum.run(study_cell_checksum(cells.text(1), cells.text(2), cells.natural(3),
                                    cells.integer(4), cells.text(5)),
                study_id, cells.integer(0));
}

std::vector<std::string> damaged_cells(Connection& db) {
  std::vector<std::string> findings;
  Statement read = db.prepare(kCellColumns);
  Statement cells = db.prepare("SELECT id, key, checksum FROM cell_keys");
  while (cells.step()) {
    if (cell_checksum(read, cells.integer(0)) != cells.text(2))
      findings.push_back(
          fmt::format("cell {}: it is not the one that was recorded", cells.text(1).substr(0, 12)));
  }
  // No checksum includes the kind of a name, so it is compared with the use of the name.
  Statement names = db.prepare(
      "SELECT name FROM names n"
      " WHERE kind <> 'param' AND EXISTS (SELECT 1 FROM cell_params WHERE name_id = n.id)"
      " OR kind <> 'metric' AND EXISTS (SELECT 1 FROM metric_values WHERE name_id = n.id)");
  while (names.step())
    findings.push_back(
        fmt::format("name {}: its kind is not the one that was recorded", names.text(0)));
  Statement of_studies = db.prepare(
      "SELECT s.name, k.key, c.cell, c.planned, c.parameters, c.checksum FROM study_cells c"
      " JOIN study_names s ON s.id = c.study_id JOIN cell_keys k ON k.id = c.cell_id");
  while (of_studies.step()) {
    if (study_cell_checksum(of_studies.text(0), of_studies.text(1), of_studies.natural(2),
                            of_studies.integer(3), of_studies.text(4)) != of_studies.text(5))
      findings.push_back(fmt::format("study {}: its cell {} is not the one that was recorded",
                                     of_studies.text(0), of_studies.natural(2)));
  }
  return findings;
}

}  // namespace ice::store
