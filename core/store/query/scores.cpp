#include "store/query/scores.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "store/encoding.hpp"
#include "store/query/varied.hpp"

namespace ice::store {
namespace {

// The row id of the metric's name; 0, which no name has, when no run of the store has the metric.
std::int64_t metric_id(Connection& db, const std::string& metric) {
  Statement row = db.prepare("SELECT id FROM names WHERE kind = 'metric' AND name = ?");
  row.bind(metric);
  return row.step() ? row.integer(0) : 0;
}

}  // namespace

std::vector<Score> load_scores(Connection& db, const Scope& scope, const std::string& metric, At at,
                               const std::optional<std::set<std::int64_t>>& chosen) {
  const char* const value = at == At::kBest ? "best" : "final";
  const std::string joins = fmt::format(
      "LEFT JOIN metric_values m ON m.run_id = r.id AND m.name_id = {}", metric_id(db, metric));
  Statement rows = db.prepare(fmt::format(
      "SELECT sc.cell, r.key, r.seed, r.status, m.{0}, m.{0}_text, m.run_id, r.id FROM {1}", value,
      source(scope, joins)));
  std::vector<Score> scores;
  while (rows.step()) {
    if (chosen && !chosen->contains(rows.integer(7))) continue;
    const auto status = status_from(rows.text(3));
    if (!status) continue;
    scores.push_back({rows.natural(0), rows.string(1), rows.natural(2), *status, std::nullopt});
    if (!rows.is_null(6)) scores.back().value = decode_number(rows, 4, 5);
  }
  // Sums over the scores then have the same last digits, in whatever order the runs ended.
  std::ranges::sort(scores, {}, [](const Score& s) { return std::tie(s.cell, s.seed, s.key); });
  return scores;
}

std::vector<std::string> load_metric_names(Connection& db, const Scope& scope) {
  Statement rows = db.prepare(fmt::format(
      "SELECT name FROM names n WHERE kind = 'metric' AND EXISTS (SELECT 1 FROM {} AND EXISTS"
      " (SELECT 1 FROM metric_values m WHERE m.run_id = r.id AND m.name_id = n.id))"
      " ORDER BY name",
      source(scope)));
  std::vector<std::string> names;
  while (rows.step()) names.push_back(rows.string(0));
  return names;
}

CellTable load_cells(Connection& db, const Scope& scope,
                     const std::vector<std::uint64_t>& numbers) {
  Statement row = db.prepare(
      "SELECT c.cell_id, k.key, c.parameters FROM study_cells c JOIN cell_keys k ON k.id = "
      "c.cell_id"
      " WHERE c.study_id = ? AND c.cell = ?");
  std::vector<std::int64_t> ids;
  CellTable table;
  for (const std::uint64_t number : numbers) {
    row.bind(*scope.study_id, number);
    row.require_row();
    ids.push_back(row.integer(0));
    table.cells[number].key = row.string(1);
    table.cells[number].varied = base::Value::parse(row.text(2), nullptr, false);
  }
  const NamesById names = varied_params(db, scope, ids);
  const CellParams params = load_params(db, ids, names);
  std::vector<std::pair<std::string, std::int64_t>> sorted;
  for (const auto& [id, name] : names) sorted.emplace_back(name, id);
  std::ranges::sort(sorted);
  for (const auto& [name, id] : sorted) {
    table.parameters.push_back(name);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const auto value = params.at(ids[i]).find(id);
      table.cells[numbers[i]].values.push_back(value == params.at(ids[i]).end() ? Field()
                                                                                : value->second);
    }
  }
  return table;
}

}  // namespace ice::store
