#include "store/query/superseded.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace ice::store {

CellReader::CellReader(Connection& db)
    : plugins_(db.prepare(
          "SELECT DISTINCT f.kind, f.plugin, f.version, f.sha256, f.path FROM runs r"
          " JOIN run_plugins u ON u.run_id = r.id JOIN plugin_files f ON f.id = u.file_id"
          " WHERE r.cell_id = ? ORDER BY f.kind, f.plugin, f.sha256")),
      by_id_(db.prepare("SELECT data_sha256, numerics FROM cell_keys WHERE id = ?")),
      by_key_(db.prepare("SELECT id FROM cell_keys WHERE key = ?")),
      pair_(db.prepare(
          "SELECT s.name, old.cell, ok.key, new.cell, nk.key, nk.id FROM study_cells old"
          " JOIN study_names s ON s.id = old.study_id JOIN cell_keys ok ON ok.id = old.cell_id"
          " JOIN cell_keys nk ON nk.code_key = ok.code_key AND nk.id <> ok.id"
          " CROSS JOIN study_cells new ON new.study_id = old.study_id AND new.cell_id = nk.id"
          " WHERE old.study_id = ? AND old.cell_id = ? ORDER BY new.planned DESC, nk.id DESC"
          " LIMIT 1")) {}

std::vector<PluginUse> CellReader::plugins(std::int64_t cell_id) {
  std::vector<PluginUse> uses;
  for (plugins_.bind(cell_id); plugins_.step();)
    uses.push_back({plugins_.string(0), plugins_.string(1), plugins_.string(2), plugins_.string(3),
                    plugins_.string(4)});
  return uses;
}

CellOrigin CellReader::origin(std::int64_t cell_id) {
  by_id_.bind(cell_id);
  by_id_.require_row();
  CellOrigin origin{by_id_.string(0), by_id_.natural(1), {}};
  by_id_.step();
  origin.plugins = plugins(cell_id);
  return origin;
}

CellOrigin CellReader::origin(const std::string& key) {
  by_key_.bind(key);
  if (!by_key_.step()) return {};
  const std::int64_t id = by_key_.integer(0);
  by_key_.step();
  return origin(id);
}

std::optional<SupersededCell> CellReader::superseded(std::int64_t study_id, std::int64_t cell_id) {
  pair_.bind(study_id, cell_id);
  if (!pair_.step()) return std::nullopt;
  SupersededCell found;
  found.study = pair_.string(0);
  found.cell = pair_.natural(1);
  found.key = pair_.string(2);
  found.newer_cell = pair_.natural(3);
  found.newer_key = pair_.string(4);
  const std::int64_t newer_id = pair_.integer(5);
  pair_.step();
  CellOrigin old = origin(cell_id);
  CellOrigin newer = origin(newer_id);
  found.data_sha256 = std::move(old.data_sha256);
  found.numerics = old.numerics;
  found.plugins = std::move(old.plugins);
  found.newer_data = std::move(newer.data_sha256);
  found.newer_numerics = newer.numerics;
  found.newer_plugins = std::move(newer.plugins);
  return found;
}

std::vector<SupersededCell> cells_left_out(Connection& db, const std::vector<SelectedRun>& runs) {
  Statement cell = db.prepare("SELECT cell_id FROM runs WHERE id = ?");
  std::map<std::pair<std::int64_t, std::int64_t>, std::uint64_t> count;  // by study and cell
  for (const SelectedRun& run : runs) {
    cell.bind(run.id);
    cell.require_row();
    ++count[{run.study_id, cell.integer(0)}];
  }
  CellReader reader(db);
  std::vector<SupersededCell> cells;
  for (const auto& [of, n] : count) {
    auto found = reader.superseded(of.first, of.second);
    if (!found) continue;
    found->runs = n;
    cells.push_back(std::move(*found));
  }
  std::ranges::sort(cells, {}, [](const SupersededCell& c) { return std::tie(c.study, c.cell); });
  return cells;
}

std::vector<Holder> load_holders(Connection& db, std::int64_t run_id) {
  Statement rows = db.prepare(
      "SELECT s.id, s.name, c.cell, c.cell_id, v.number,"
      " EXISTS (SELECT 1 FROM superseded_cells o WHERE o.study_id = s.id"
      "         AND o.cell_id = c.cell_id)"
      " FROM revision_runs l JOIN revisions v ON v.id = l.revision_id"
      " JOIN study_names s ON s.id = v.study_id JOIN runs r ON r.id = l.run_id"
      " JOIN study_cells c ON c.study_id = s.id AND c.cell_id = r.cell_id"
      " WHERE l.run_id = ? ORDER BY s.id <> r.study_id, s.id, v.number");
  CellReader reader(db);
  std::vector<Holder> holders;
  for (rows.bind(run_id); rows.step();) {
    const bool is_new = holders.empty() || holders.back().study != rows.text(1);
    if (is_new) {
      holders.push_back({rows.string(1), rows.natural(2), {}, {}});
      if (rows.integer(5) != 0)
        holders.back().superseded = reader.superseded(rows.integer(0), rows.integer(3));
    }
    holders.back().revisions.push_back(rows.natural(4));
  }
  return holders;
}

}  // namespace ice::store
