#include "store/query/varied.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "store/encoding.hpp"

namespace ice::store {
namespace {

// Compares the first and the last entry of an index, so the time does not depend on the number of
// cells.
NamesById varied_in_store(Connection& db) {
  Statement varies = db.prepare(
      "SELECT (SELECT min(value) FROM cell_params WHERE name_id = ?1) <>"
      " (SELECT max(value) FROM cell_params WHERE name_id = ?1)");
  NamesById varied;
  for (StoredName& stored : stored_names(db, NameKind::kParams)) {
    varies.bind(stored.id);
    if (varies.step() && varies.integer(0) != 0) varied.emplace(stored.id, std::move(stored.name));
  }
  return varied;
}

// Whether the cells have different values of a parameter; ends at the first different one.
bool varies(Statement& value, std::int64_t name_id, const std::vector<std::int64_t>& cells) {
  std::string first;
  bool is_first = true;
  for (const std::int64_t cell : cells) {
    value.bind(cell, name_id);
    if (!value.step()) continue;
    if (is_first) first = value.string(0);
    is_first = false;
    if (value.text(0) != first) return true;
  }
  return false;
}

NamesById varied_by_value(Connection& db, const Scope& scope) {
  NamesById names = varied_in_store(db);
  if (!scope.study_id || names.empty()) return names;
  const std::vector<std::int64_t> cells = cell_ids(db, scope);
  Statement value = db.prepare("SELECT value FROM cell_params WHERE cell_id = ? AND name_id = ?");
  std::erase_if(names, [&](const auto& name) { return !varies(value, name.first, cells); });
  return names;
}

// Groups of cells with equal values in `cells` although their parameters differ.
std::vector<std::vector<std::int64_t>> look_alikes(Connection& db, const CellParams& cells) {
  Statement code = db.prepare("SELECT code_key FROM cell_keys WHERE id = ?");
  std::map<std::map<std::int64_t, Field>, std::map<std::string, std::int64_t>> by_values;
  for (const auto& [cell, values] : cells) {
    code.bind(cell);
    code.require_row();
    by_values[values].emplace(code.string(0), cell);
  }
  std::vector<std::vector<std::int64_t>> groups;
  for (const auto& [values, by_code] : by_values) {
    if (by_code.size() < 2) continue;
    auto& group = groups.emplace_back();
    for (const auto& [key, cell] : by_code) group.push_back(cell);
  }
  return groups;
}

NamesById all_params(Connection& db) {
  NamesById names;
  for (StoredName& stored : stored_names(db, NameKind::kParams))
    names.emplace(stored.id, std::move(stored.name));
  return names;
}

// The parameters that some of the cells have and others do not.
std::set<std::int64_t> differing(const CellParams& cells) {
  std::map<std::int64_t, std::size_t> count;
  for (const auto& [cell, values] : cells)
    for (const auto& [name, value] : values) ++count[name];
  std::set<std::int64_t> names;
  for (const auto& [name, n] : count)
    if (n < cells.size()) names.insert(name);
  return names;
}

}  // namespace

NamesById varied_params(Connection& db, const Scope& scope,
                        const std::vector<std::int64_t>& shown) {
  NamesById names = varied_by_value(db, scope);
  const auto groups = look_alikes(db, load_params(db, shown, names));
  if (groups.empty()) return names;
  const NamesById all = all_params(db);
  for (const auto& group : groups)
    for (const std::int64_t name : differing(load_params(db, group, all)))
      names.emplace(name, all.at(name));
  return names;
}

CellParams load_params(Connection& db, const std::vector<std::int64_t>& cells,
                       const NamesById& names) {
  Statement rows =
      db.prepare("SELECT name_id, value, number, json FROM cell_params WHERE cell_id = ?");
  CellParams params;
  for (const std::int64_t cell : cells) {
    const auto [values, is_new] = params.try_emplace(cell);
    if (!is_new) continue;
    for (rows.bind(cell); rows.step();)
      if (names.contains(rows.integer(0)))
        values->second.emplace(rows.integer(0), decode_param(rows, 1));
  }
  return params;
}

}  // namespace ice::store
