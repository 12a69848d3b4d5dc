#include "store/query/run_loader.hpp"

#include <fmt/format.h>

#include "store/encoding.hpp"
#include "store/faults.hpp"
#include "store/query/run_reader.hpp"

namespace ice::store {

RunLoader::RunLoader(Connection& db)
    : db_(db),
      run_(db.prepare(
          "SELECT r.key, r.cell, seed, status, error, epochs, seconds, started_at, finished_at,"
          " first_started_at, c.key, c.data_sha256, c.numerics, p.parameters, r.cell_id"
          " FROM runs r JOIN cell_keys c ON c.id = r.cell_id LEFT JOIN study_cells p"
          " ON p.study_id = r.study_id AND p.cell_id = r.cell_id WHERE r.id = ?")),
      params_(db.prepare("SELECT n.name, p.value, p.number, p.json FROM cell_params p"
                         " JOIN names n ON n.id = p.name_id WHERE p.cell_id = ? ORDER BY n.name")),
      metrics_(db.prepare("SELECT name, final, final_text, best, best_text, best_epoch"
                          " FROM metrics WHERE run_id = ? ORDER BY name")),
      curves_(db.prepare("SELECT n.name, d.points FROM curve_data d"
                         " JOIN names n ON n.id = d.name_id WHERE d.run_id = ? ORDER BY n.name")),
      plugins_(db.prepare("SELECT kind, id, version, sha256, path FROM plugins WHERE run_id = ?"
                          " ORDER BY kind, id")) {}

Run RunLoader::load(std::int64_t run_id) {
  run_.bind(run_id);
  run_.require_row();
  Run run;
  run.key = run_.string(0);
  run.cell = run_.natural(1);
  run.seed = run_.natural(2);
  run.status = decode_status(db_, run_, 3);
  run.error = run_.string(4);
  run.epochs = run_.natural(5);
  run.seconds = run_.real(6);
  run.started_at = run_.string(7);
  run.finished_at = run_.string(8);
  run.first_started_at = run_.string(9);
  run.identity = {run_.string(10), run_.string(11), run_.natural(12),
                  base::Value::parse(run_.text(13), nullptr, /*allow_exceptions=*/false)};
  const std::int64_t cell_id = run_.integer(14);
  run_.step();  // to its end: a statement left on a row keeps its read transaction open
  load_params(cell_id, run);
  load_metrics(run_id, run);
  load_curves(run_id, run);
  load_plugins(run_id, run);
  return run;
}

void RunLoader::load_params(std::int64_t cell_id, Run& run) {
  if (cell_id != cell_id_) {
    cell_params_.clear();
    for (params_.bind(cell_id); params_.step();)
      cell_params_.emplace_back(params_.string(0), decode_param(params_, 1));
    cell_id_ = cell_id;
  }
  run.params = cell_params_;
}

void RunLoader::load_metrics(std::int64_t run_id, Run& run) {
  for (metrics_.bind(run_id); metrics_.step();)
    run.metrics.push_back({metrics_.string(0), decode_number(metrics_, 1, 2),
                           decode_number(metrics_, 3, 4), metrics_.natural(5)});
}

void RunLoader::load_curves(std::int64_t run_id, Run& run) {
  for (curves_.bind(run_id); curves_.step();) run.curves.push_back(curve_from(db_, curves_));
}

void RunLoader::load_plugins(std::int64_t run_id, Run& run) {
  for (plugins_.bind(run_id); plugins_.step();)
    run.plugins.push_back({plugins_.string(0), plugins_.string(1), plugins_.string(2),
                           plugins_.string(3), plugins_.string(4)});
}

}  // namespace ice::store
