#include "store/query/run_sums.hpp"

namespace ice::store {
namespace {

void add_all(RowSum& sum, Statement& rows, std::int64_t run_id) {
  rows.bind(run_id);
  while (rows.step()) sum.add_columns(rows, 0, rows.column_count());
}

}  // namespace

ContentSums::ContentSums(Connection& db)
    : run_(db.prepare("SELECT key, status, error, seed, epochs FROM runs WHERE id = ?")),
      metrics_(db.prepare("SELECT name, final, best, best_epoch, final_text, best_text"
                          " FROM metrics WHERE run_id = ? ORDER BY name")),
      curves_(
          db.prepare("SELECT n.name, d.points FROM curve_data d JOIN names n ON n.id = d.name_id"
                     " WHERE d.run_id = ? ORDER BY n.name")),
      plugins_(db.prepare("SELECT kind, id, version, sha256 FROM plugins"
                          " WHERE run_id = ? ORDER BY kind, id")) {}

std::string ContentSums::of(std::int64_t run_id) {
  RowSum sum;
  for (Statement* rows : {&run_, &metrics_, &curves_, &plugins_}) add_all(sum, *rows, run_id);
  return sum.finish();
}

RecordSums::RecordSums(Connection& db)
    : run_(db.prepare(
          "SELECT r.started_at, r.finished_at, r.first_started_at, s.name, e.checksum, r.cell,"
          " c.key, r.cell_key, r.seconds FROM runs r JOIN study_names s ON s.id = r.study_id"
          " JOIN environments e ON e.id = r.environment_id JOIN cell_keys c ON c.id = r.cell_id"
          " WHERE r.id = ?")),
      paths_(db.prepare("SELECT path FROM plugins WHERE run_id = ? ORDER BY kind, id")) {}

std::string RecordSums::of(std::int64_t run_id, const std::string& content) {
  RowSum sum;
  sum.add(content);
  add_all(sum, run_, run_id);
  add_all(sum, paths_, run_id);
  return sum.finish();
}

}  // namespace ice::store
