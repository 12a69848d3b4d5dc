#include "store/told.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "base/text.hpp"
#include "store/checksum.hpp"
#include "store/encoding.hpp"
#include "store/schema.hpp"

namespace ice::store {
namespace {

constexpr std::array<const char*, 3> kToldWords{"asked", "finished", "failed"};

constexpr const char* kToldColumns =
    "s.name, t.key, t.cell, t.seed, t.parameters, t.status, t.metrics, t.asked_at, t.told_at,"
    " t.checksum FROM told t JOIN study_names s ON s.id = t.study_id";

ToldStatus told_status_from(std::string_view text) {
  for (std::size_t i = 0; i < kToldWords.size(); ++i)
    if (text == kToldWords[i]) return static_cast<ToldStatus>(i);
  return ToldStatus::kFailed;
}

// Numbers that JSON does not have are texts.
std::string metrics_text(const std::map<std::string, double>& metrics) {
  base::Value json = base::Value::object();
  for (const auto& [name, value] : metrics) {
    const NumberColumns columns = encode(value);
    json[name] = columns.text ? base::Value(*columns.text) : base::Value(*columns.number);
  }
  return json.dump();
}

double number_from(const base::Value& value) {
  if (const auto number = base::as_number(value)) return *number;
  if (value == "inf") return std::numeric_limits<double>::infinity();
  if (value == "-inf") return -std::numeric_limits<double>::infinity();
  return value == "-0" ? -0.0 : std::numeric_limits<double>::quiet_NaN();
}

ToldTrial trial_from(const Statement& row) {
  ToldTrial trial{row.string(0),
                  row.string(1),
                  row.natural(2),
                  row.natural(3),
                  base::Value::parse(row.text(4), nullptr, false),
                  told_status_from(row.text(5)),
                  {},
                  row.string(7),
                  row.string(8)};
  const base::Value metrics = base::Value::parse(row.text(6), nullptr, false);
  if (metrics.is_object())
    for (const auto& [name, value] : metrics.items()) trial.metrics[name] = number_from(value);
  return trial;
}

// Of the columns after the study's name: it may change.
std::string told_checksum(const Statement& row) {
  RowSum sum;
  sum.add_columns(row, 1, 9);
  return sum.finish();
}

std::vector<ToldTrial> trials_of(Statement& rows) {
  std::vector<ToldTrial> trials;
  while (rows.step()) trials.push_back(trial_from(rows));
  return trials;
}

}  // namespace

std::string to_string(ToldStatus status) { return kToldWords[static_cast<std::size_t>(status)]; }

std::vector<ToldTrial> load_told(Connection& db, const std::string& study) {
  Statement rows =
      db.prepare(fmt::format("SELECT {} WHERE s.name = ? ORDER BY t.rowid", kToldColumns));
  rows.bind(study);
  return trials_of(rows);
}

std::vector<ToldTrial> find_told(Connection& db, const std::string& prefix) {
  Statement rows =
      db.prepare(fmt::format("SELECT {} WHERE substr(t.key, 1, ?2) = ?1 LIMIT 2", kToldColumns));
  rows.bind(prefix, prefix.size());
  return trials_of(rows);
}

void put_told(Connection& db, const std::vector<ToldTrial>& trials) {
  Statement put = db.prepare(
      "INSERT INTO told(study_id, key, cell, seed, parameters, status, metrics, asked_at, told_at,"
      " checksum) VALUES((SELECT id FROM study_names WHERE name = ?), ?, ?, ?, ?, ?, ?, ?, ?, '')"
      " ON CONFLICT(key) DO UPDATE SET status = excluded.status, metrics = excluded.metrics,"
      " asked_at = excluded.asked_at, told_at = excluded.told_at");
  Statement read = db.prepare(fmt::format("SELECT {} WHERE t.key = ?", kToldColumns));
  Statement seal = db.prepare("UPDATE told SET checksum = ? WHERE key = ?");
  for (const ToldTrial& trial : trials) {
    put.run(trial.study, trial.key, trial.cell, trial.seed, trial.parameters.dump(),
            to_string(trial.status), metrics_text(trial.metrics), trial.asked_at,
            trial.told_at.empty() ? std::nullopt : std::optional(trial.told_at));
    read.bind(trial.key);
    read.require_row();
    const std::string checksum = told_checksum(read);
    read.step();
    seal.run(checksum, trial.key);
  }
}

std::vector<std::string> damaged_told(Connection& db) {
  std::vector<std::string> findings;
  if (!has_table(db, "told")) return findings;
  Statement rows = db.prepare(fmt::format("SELECT {}", kToldColumns));
  while (rows.step())
    if (told_checksum(rows) != rows.text(9))
      findings.push_back(fmt::format("trial {} of {}: is not as it was written",
                                     rows.text(1).substr(0, 12), rows.text(0)));
  return findings;
}

}  // namespace ice::store
