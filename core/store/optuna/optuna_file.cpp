#include "store/optuna/optuna_file.hpp"

#include <cmath>

namespace ice::store {
namespace {

// What `optuna create-study` of version 3.1 makes on SQLite. Names and constraints are a format.
constexpr const char* kTables = R"sql(
CREATE TABLE studies (
  study_id INTEGER NOT NULL,
  study_name VARCHAR(512) NOT NULL,
  PRIMARY KEY (study_id)
);
CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name);
CREATE TABLE version_info (
  version_info_id INTEGER NOT NULL,
  schema_version INTEGER,
  library_version VARCHAR(256),
  PRIMARY KEY (version_info_id),
  CHECK (version_info_id=1)
);
CREATE TABLE study_directions (
  study_direction_id INTEGER NOT NULL,
  direction VARCHAR(8) NOT NULL,
  study_id INTEGER NOT NULL,
  objective INTEGER NOT NULL,
  PRIMARY KEY (study_direction_id),
  UNIQUE (study_id, objective),
  FOREIGN KEY(study_id) REFERENCES studies (study_id)
);
CREATE TABLE study_user_attributes (
  study_user_attribute_id INTEGER NOT NULL,
  study_id INTEGER,
  "key" VARCHAR(512),
  value_json TEXT,
  PRIMARY KEY (study_user_attribute_id),
  UNIQUE (study_id, "key"),
  FOREIGN KEY(study_id) REFERENCES studies (study_id)
);
CREATE TABLE study_system_attributes (
  study_system_attribute_id INTEGER NOT NULL,
  study_id INTEGER,
  "key" VARCHAR(512),
  value_json TEXT,
  PRIMARY KEY (study_system_attribute_id),
  UNIQUE (study_id, "key"),
  FOREIGN KEY(study_id) REFERENCES studies (study_id)
);
CREATE TABLE trials (
  trial_id INTEGER NOT NULL,
  number INTEGER,
  study_id INTEGER,
  state VARCHAR(8) NOT NULL,
  datetime_start DATETIME,
  datetime_complete DATETIME,
  PRIMARY KEY (trial_id),
  FOREIGN KEY(study_id) REFERENCES studies (study_id)
);
CREATE TABLE trial_user_attributes (
  trial_user_attribute_id INTEGER NOT NULL,
  trial_id INTEGER,
  "key" VARCHAR(512),
  value_json TEXT,
  PRIMARY KEY (trial_user_attribute_id),
  UNIQUE (trial_id, "key"),
  FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
CREATE TABLE trial_system_attributes (
  trial_system_attribute_id INTEGER NOT NULL,
  trial_id INTEGER,
  "key" VARCHAR(512),
  value_json TEXT,
  PRIMARY KEY (trial_system_attribute_id),
  UNIQUE (trial_id, "key"),
  FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
CREATE TABLE trial_params (
  param_id INTEGER NOT NULL,
  trial_id INTEGER,
  param_name VARCHAR(512),
  param_value FLOAT,
  distribution_json TEXT,
  PRIMARY KEY (param_id),
  UNIQUE (trial_id, param_name),
  FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
CREATE TABLE trial_values (
  trial_value_id INTEGER NOT NULL,
  trial_id INTEGER NOT NULL,
  objective INTEGER NOT NULL,
  value FLOAT,
  value_type VARCHAR(7) NOT NULL,
  PRIMARY KEY (trial_value_id),
  UNIQUE (trial_id, objective),
  FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
CREATE TABLE trial_intermediate_values (
  trial_intermediate_value_id INTEGER NOT NULL,
  trial_id INTEGER NOT NULL,
  step INTEGER NOT NULL,
  intermediate_value FLOAT,
  intermediate_value_type VARCHAR(7) NOT NULL,
  PRIMARY KEY (trial_intermediate_value_id),
  UNIQUE (trial_id, step),
  FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
CREATE TABLE trial_heartbeats (
  trial_heartbeat_id INTEGER NOT NULL,
  trial_id INTEGER NOT NULL,
  heartbeat DATETIME NOT NULL,
  PRIMARY KEY (trial_heartbeat_id),
  UNIQUE (trial_id),
  FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
CREATE TABLE alembic_version (
  version_num VARCHAR(32) NOT NULL,
  CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO studies VALUES (1, '');
)sql";

// Schema v3.2.0.a has an index more. Version 12 is that of the tables before Optuna used alembic.
constexpr const char* kOf31 =
    "INSERT INTO version_info VALUES (1, 12, '3.1.0');"
    "INSERT INTO alembic_version VALUES ('v3.0.0.d');";
constexpr const char* kOf32 =
    "CREATE INDEX ix_trials_study_id ON trials (study_id);"
    "INSERT INTO version_info VALUES (1, 12, '3.2.0');"
    "INSERT INTO alembic_version VALUES ('v3.2.0.a');";

constexpr std::chrono::seconds kPatience{1};

// JSON in ASCII, as Python writes it.
std::string json_of(const base::Value& value) { return value.dump(-1, ' ', true); }

// SQLAlchemy reads "2026-11-24 10:00:00.123000" and takes the last digits for microseconds.
std::string time_of(std::string utc) {
  if (utc.size() < 2) return utc;
  utc[utc.find('T')] = ' ';
  utc.back() = '0';  // Z
  return utc + "00";
}

struct Number {
  std::optional<double> number;
  std::string type;
};

Number number_of(double x) {
  if (std::isfinite(x)) return {x, "FINITE"};
  return {std::nullopt, std::isnan(x) ? "NAN" : x > 0 ? "INF_POS" : "INF_NEG"};
}

}  // namespace

OptunaFile::OptunaFile(const std::filesystem::path& file, OptunaSchema schema,
                       const std::string& study, const study::Experiment& experiment,
                       const base::Value& attributes)
    : db_(file, Access::kWrite, kPatience) {
  transaction_.emplace(db_);
  db_.execute(kTables);
  db_.execute(schema == OptunaSchema::k31 ? kOf31 : kOf32);
  db_.prepare("UPDATE studies SET study_name = ?").run(study);
  const std::string direction = experiment.goal == study::Goal::kMinimize ? "MINIMIZE" : "MAXIMIZE";
  db_.prepare("INSERT INTO study_directions VALUES (1, ?, 1, 0)").run(direction);
  const std::string names = json_of(base::Value{experiment.metric});
  db_.prepare("INSERT INTO study_system_attributes VALUES (1, 1, 'study:metric_names', ?)")
      .run(names);
  Statement attribute = db_.prepare(
      "INSERT INTO study_user_attributes(study_id, \"key\", value_json) VALUES (1, ?, ?)");
  for (const auto& [key, value] : attributes.items()) attribute.run(key, json_of(value));
  trial_.emplace(db_.prepare(
      "INSERT INTO trials(trial_id, number, study_id, state, datetime_start, datetime_complete)"
      " VALUES (?, ?, 1, ?, ?, ?)"));
  value_.emplace(db_.prepare(
      "INSERT INTO trial_values(trial_id, objective, value, value_type) VALUES (?, 0, ?, ?)"));
  step_.emplace(
      db_.prepare("INSERT INTO trial_intermediate_values(trial_id, step, intermediate_value,"
                  " intermediate_value_type) VALUES (?, ?, ?, ?)"));
  parameter_.emplace(
      db_.prepare("INSERT INTO trial_params(trial_id, param_name, param_value, distribution_json)"
                  " VALUES (?, ?, ?, ?)"));
  attribute_.emplace(db_.prepare(
      "INSERT INTO trial_user_attributes(trial_id, \"key\", value_json) VALUES (?, ?, ?)"));
}

void OptunaFile::add(const OptunaTrial& trial) {
  const std::int64_t id = number_ + 1;
  const std::string state = trial.is_complete ? "COMPLETE" : "FAIL";
  trial_->run(id, number_, state, time_of(trial.started_at), time_of(trial.finished_at));
  ++number_;
  if (trial.value) {
    const Number value = number_of(*trial.value);
    value_->run(id, value.number, value.type);
  }
  for (std::size_t i = 0; i < trial.steps.size(); ++i) {
    const Number value = number_of(trial.intermediate[i]);
    step_->run(id, trial.steps[i], value.number, value.type);
  }
  for (const OptunaTrial::Parameter& parameter : trial.parameters)
    parameter_->run(id, parameter.name, parameter.value, parameter.distribution);
  for (const auto& [key, value] : trial.attributes.items())
    attribute_->run(id, key, json_of(value));
}

void OptunaFile::finish() { transaction_->commit(); }

}  // namespace ice::store
