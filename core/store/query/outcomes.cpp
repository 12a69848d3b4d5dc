#include "store/query/outcomes.hpp"

#include <limits>

#include "store/encoding.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

std::vector<Outcome> load_outcomes(Connection& db, std::int64_t revision_id,
                                   const std::string& metric) {
  Statement rows = db.prepare(
      "SELECT l.cell, r.cell_key, r.seed, r.status, r.first_started_at, m.final, m.final_text,"
      " m.run_id"
      " FROM revision_runs l JOIN revisions v ON v.id = l.revision_id AND v.plan = l.plan"
      " JOIN runs r ON r.id = l.run_id"
      " LEFT JOIN metrics m ON m.run_id = r.id AND m.name = ?"
      " WHERE l.revision_id = ? ORDER BY l.cell, r.seed");
  rows.bind(metric, revision_id);
  std::vector<Outcome> outcomes;
  while (rows.step()) {
    const auto status = status_from(rows.text(3));
    if (!status) continue;
    outcomes.push_back(
        {rows.natural(0), rows.string(1), rows.natural(2), *status, rows.string(4), std::nullopt});
    if (!rows.is_null(7)) outcomes.back().value = decode_number(rows, 5, 6);
  }
  return outcomes;
}

std::map<std::uint64_t, base::Value> load_varied(Connection& db, std::int64_t revision_id) {
  Statement rows = db.prepare(
      "SELECT DISTINCT l.cell, p.parameters"
      " FROM revision_runs l JOIN revisions v ON v.id = l.revision_id AND v.plan = l.plan"
      " JOIN runs r ON r.id = l.run_id"
      " JOIN study_cells p ON p.study_id = v.study_id AND p.cell_id = r.cell_id"
      " WHERE l.revision_id = ?");
  rows.bind(revision_id);
  std::map<std::uint64_t, base::Value> cells;
  while (rows.step()) cells[rows.natural(0)] = base::Value::parse(rows.string(1), nullptr, false);
  return cells;
}

std::map<std::string, std::string> load_declarations(Connection& db, std::int64_t revision_id) {
  Statement rows = db.prepare("SELECT name, declared_at FROM declarations WHERE revision_id = ?");
  rows.bind(revision_id);
  std::map<std::string, std::string> declared;
  while (rows.step()) declared.emplace(rows.string(0), rows.string(1));
  return declared;
}

std::string definition_of(const study::Claim& claim, const study::Experiment& experiment) {
  base::Value words{{"metric", claim.metric},
                    {"better", claim.better},
                    {"than", claim.than},
                    {"by", claim.by},
                    {"alpha", claim.alpha}};
  const study::Goal goal = study::goal_of(claim.metric, {experiment.metric, experiment.goal});
  if (goal != study::natural_goal(claim.metric))
    words["goal"] = goal == study::Goal::kMinimize ? "minimize" : "maximize";
  return words.dump();
}

std::vector<Look> load_looks(Connection& db, const std::string& study) {
  Statement rows = db.prepare(
      "SELECT claim, definition, basis, look, revision, seeds, pairs, alpha, p, effect, low, high,"
      " verdict, judged_at, cells, runs FROM looks WHERE study_id = (SELECT id FROM study_names "
      "WHERE name = ?)"
      " ORDER BY claim, definition, basis, look");
  rows.bind(study);
  const auto real_or_nan = [&](int column) {
    return rows.is_null(column) ? std::numeric_limits<double>::quiet_NaN() : rows.real(column);
  };
  std::vector<Look> looks;
  while (rows.step()) {
    looks.push_back({rows.string(0), rows.string(1), rows.string(2), rows.natural(3),
                     rows.natural(4), rows.natural(5), rows.natural(6), rows.real(7), rows.real(8),
                     real_or_nan(9), real_or_nan(10), real_or_nan(11), rows.string(12),
                     rows.string(13), rows.string(14), rows.string(15)});
  }
  return looks;
}

}  // namespace ice::store
