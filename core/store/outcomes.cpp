#include "store/outcomes.hpp"

#include "store/encoding.hpp"
#include "store/sqlite.hpp"

namespace ice::store {

std::vector<Outcome> load_outcomes(Connection& db, std::int64_t study_id,
                                   const std::string& metric) {
  Statement rows = db.prepare(
      "SELECT l.cell, r.seed, r.status, r.started_at, m.final, m.final_text, m.run_id"
      " FROM study_runs l JOIN runs r ON r.id = l.run_id"
      " LEFT JOIN metrics m ON m.run_id = r.id AND m.name = ?"
      " WHERE l.study_id = ? ORDER BY l.cell, r.seed");
  rows.bind(metric, study_id);
  std::vector<Outcome> outcomes;
  while (rows.step()) {
    const auto status = status_from(rows.text(2));
    if (!status) continue;
    outcomes.push_back({rows.natural(0), rows.natural(1), *status, rows.string(3), std::nullopt});
    if (!rows.is_null(6)) outcomes.back().value = decode_number(rows, 4, 5);
  }
  return outcomes;
}

std::map<std::string, std::string> load_declarations(Connection& db, std::int64_t study_id) {
  Statement rows = db.prepare("SELECT name, declared_at FROM claims WHERE study_id = ?");
  rows.bind(study_id);
  std::map<std::string, std::string> declared;
  while (rows.step()) declared.emplace(rows.string(0), rows.string(1));
  return declared;
}

}  // namespace ice::store
