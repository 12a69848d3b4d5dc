#include "store/query/offers.hpp"

#include <fmt/format.h>

#include <set>

#include "base/value.hpp"
#include "store/query/column_names.hpp"
#include "store/query/run_scope.hpp"
#include "store/query/short_id.hpp"

namespace ice::store {
namespace {

constexpr int kMostRuns = 100;   // more are no help to the eye
constexpr int kMostCells = 200;  // of which the varied parameters are read

// Rows of a word and its meaning.
std::vector<Offer> offers_of(Statement& rows) {
  std::vector<Offer> offers;
  while (rows.step()) offers.push_back({rows.string(0), rows.string(1)});
  return offers;
}

std::vector<Offer> offered_runs(Connection& connection, const std::string& begun) {
  const std::string range =
      begun.empty() ? "ORDER BY r.id DESC" : "WHERE r.key >= ? AND r.key < ? ORDER BY r.key";
  Statement rows = connection.prepare(fmt::format(
      "SELECT {}, s.name || ', cell ' || r.cell || ', seed ' || r.seed || ', ' || r.status"
      " FROM runs r JOIN study_names s ON s.id = r.study_id {} LIMIT {}",
      kShortIdSql, range, kMostRuns));
  const std::string end = begun + 'g';  // after every hex digit
  if (!begun.empty()) rows.bind(begun, end);
  return offers_of(rows);
}

std::vector<Offer> offered_metrics(Connection& connection, const std::string& study) {
  Statement rows = connection.prepare(
      study.empty()
          ? "SELECT name, '' FROM names WHERE kind = 'metric' ORDER BY name"
          : "SELECT n.name, '' FROM metric_values m JOIN names n ON n.id = m.name_id"
            " WHERE m.run_id = (SELECT r.id FROM study_names s"
            "   JOIN study_cells c ON c.study_id = s.id JOIN runs r ON r.cell_id = c.cell_id"
            "   WHERE s.name = ? AND r.status = 'finished' LIMIT 1) ORDER BY n.name");
  if (!study.empty()) rows.bind(study);
  return offers_of(rows);
}

// Those in which the study's cells differ; without a study all of the store.
std::vector<Offer> offered_parameters(Connection& connection, const std::string& study) {
  if (study.empty()) {
    Statement names =
        connection.prepare("SELECT name, '' FROM names WHERE kind = 'param' ORDER BY name");
    return offers_of(names);
  }
  Statement cells = connection.prepare(
      fmt::format("SELECT c.parameters FROM study_names s JOIN study_cells c ON c.study_id = s.id"
                  " WHERE s.name = ? LIMIT {}",
                  kMostCells));
  cells.bind(study);
  std::set<std::string> names;
  while (cells.step()) {
    const base::Value parameters = base::Value::parse(cells.string(0));
    for (const auto& [name, value] : parameters.items()) names.insert(name);
  }
  std::vector<Offer> offers;
  for (const std::string& name : names) offers.push_back({name, ""});
  return offers;
}

std::vector<Offer> offered_columns(Connection& connection, const std::string& study) {
  std::vector<Offer> offers;
  for (const FixedColumn& column : fixed_columns({})) offers.push_back({column.name, ""});
  for (auto load : {&offered_parameters, &offered_metrics})
    for (Offer& offer : load(connection, study)) offers.push_back(std::move(offer));
  return offers;
}

}  // namespace

std::vector<Offer> load_offers(Connection& connection, Offered what, const std::string& begun,
                               const std::string& study) {
  switch (what) {
    case Offered::kStudies: {
      Statement rows = connection.prepare("SELECT name, title FROM studies ORDER BY name");
      return offers_of(rows);
    }
    case Offered::kRuns:
      return offered_runs(connection, begun);
    case Offered::kMetrics:
      return offered_metrics(connection, study);
    case Offered::kColumns:
      return offered_columns(connection, study);
  }
  return {};
}

}  // namespace ice::store
