#include "report/optuna.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "judge/stats.hpp"
#include "metric/metric.hpp"
#include "report/curves.hpp"
#include "report/optuna_space.hpp"

namespace ice::report {
namespace {

using base::Value;

// What a trial needs of a run.
struct TrialRun {
  std::string key, status, error, started_at, finished_at, tags;
  std::uint64_t seed = 0;
  std::optional<double> value;
  [[nodiscard]] bool is_finished() const {
    return status == store::to_string(store::Status::kFinished);
  }
};

using RunsByCell = std::map<std::uint64_t, std::vector<TrialRun>>;

std::string text_in(const Value& field) {
  return field.is_string() ? field.get<std::string>() : "";
}

RunsByCell read_runs(store::Reader& reader, const store::RunQuery& query,
                     const std::string& metric) {
  RunsByCell cells;
  std::map<std::string, std::size_t> at;  // column -> its index
  const auto begin = [&](const std::vector<std::string>& columns) {
    for (std::size_t i = 0; i < columns.size(); ++i) at.emplace(columns[i], i);
  };
  const auto row = [&](const std::vector<store::Field>& fields) {
    const auto text = [&](const char* column) { return text_in(fields[at.at(column)]); };
    TrialRun run{text("key"),
                 text("status"),
                 text("error"),
                 text("started_at"),
                 text("finished_at"),
                 at.contains("tags") ? text("tags") : "",
                 fields[at.at("seed")].get<std::uint64_t>(),
                 {}};
    if (const auto found = at.find(metric); found != at.end())
      run.value = base::as_number(fields[found->second]);
    cells[fields[at.at("cell")].get<std::uint64_t>()].push_back(std::move(run));
  };
  reader.each_run(query, begin, row);
  for (auto& [cell, runs] : cells) std::ranges::sort(runs, {}, &TrialRun::seed);
  return cells;
}

store::CellTable cells_of(store::Reader& reader, const store::RunQuery& query,
                          const RunsByCell& runs) {
  std::vector<std::uint64_t> numbers;
  for (const auto& [number, of_cell] : runs) numbers.push_back(number);
  return reader.cells(query, numbers);
}

Value attributes_of(const store::StudyRow& study, const std::string& ice_version) {
  Value attributes{{"title", study.title},       {"why", study.why},
                   {"tags", study.all_tags()},   {"metric", study.metric},
                   {"revision", study.revision}, {"ice_version", ice_version}};
  if (!study.follows.empty()) attributes["follows"] = study.follows;
  if (!study.marks.note.empty()) attributes["note"] = study.marks.note;
  return attributes;
}

// Makes the trials of one study.
class TrialMaker {
 public:
  TrialMaker(store::Reader& reader, const store::StudyRow& study, OptunaSpace space,
             store::CellTable cells)
      : reader_(reader), study_(study), space_(std::move(space)), cells_(std::move(cells)) {}

  [[nodiscard]] store::OptunaTrial of_cell(std::uint64_t cell, const std::vector<TrialRun>& runs) {
    std::vector<double> values;
    std::vector<std::string> finished, others;
    Value seeds = Value::array();
    store::OptunaTrial trial = begin(cell, runs.front());
    for (const TrialRun& run : runs) {
      seeds.push_back(run.seed);
      (run.is_finished() ? finished : others).push_back(run.key);
      if (run.is_finished() && run.value) values.push_back(*run.value);
      trial.started_at = std::min(trial.started_at, run.started_at);
      trial.finished_at = std::max(trial.finished_at, run.finished_at);
    }
    const judge::Summary summary = judge::summarize(values, metric::bounds_of(study_.metric));
    set_value(summary.mean, !values.empty(), trial);
    set_curve(finished.empty() ? others : finished, trial);
    trial.attributes = {{"cell", cell},
                        {"cell_key", cells_.cells.at(cell).key},
                        {"seeds", std::move(seeds)},
                        {"n", summary.n},
                        {"failed", others.size()}};
    if (!std::isnan(summary.deviation)) trial.attributes["sd"] = summary.deviation;
    return trial;
  }

  [[nodiscard]] store::OptunaTrial of_run(std::uint64_t cell, const TrialRun& run) {
    store::OptunaTrial trial = begin(cell, run);
    if (run.value) set_value(*run.value, run.is_finished(), trial);
    set_curve({run.key}, trial);
    trial.attributes = {
        {"key", run.key}, {"cell", cell}, {"seed", run.seed}, {"status", run.status}};
    if (!run.error.empty()) trial.attributes["error"] = run.error;
    if (!run.tags.empty()) trial.attributes["tags"] = run.tags;
    return trial;
  }

 private:
  [[nodiscard]] store::OptunaTrial begin(std::uint64_t cell, const TrialRun& run) const {
    store::OptunaTrial trial;
    trial.started_at = run.started_at;
    trial.finished_at = run.finished_at;
    const std::vector<store::Field>& values = space_.cells.at(cell);
    for (std::size_t i = 0; i < values.size(); ++i)
      if (!values[i].is_null()) trial.parameters.push_back(space_.parameters[i].at(values[i]));
    return trial;
  }

  static void set_value(double value, bool has_finished, store::OptunaTrial& trial) {
    if (!has_finished || std::isnan(value)) return;
    trial.is_complete = true;
    trial.value = value;
  }

  void set_curve(const std::vector<std::string>& keys, store::OptunaTrial& trial) {
    const Line line = mean_line(reader_.curves_of(keys, study_.metric));
    for (const double epoch : line.x) trial.steps.push_back(static_cast<std::uint64_t>(epoch));
    trial.intermediate = line.y;
  }

  store::Reader& reader_;
  const store::StudyRow& study_;
  OptunaSpace space_;
  store::CellTable cells_;
};

}  // namespace

std::uint64_t write_optuna(store::Reader& reader, const std::filesystem::path& file,
                           const OptunaOptions& options) {
  const store::StudyRow row = reader.study(options.query.study, options.query.revision);
  const study::Study study = study::load_recorded(row.spec, row.name, {});
  const RunsByCell cells = read_runs(reader, options.query, row.metric);
  store::CellTable table = cells_of(reader, options.query, cells);
  OptunaSpace space = space_of(study, table);
  TrialMaker maker(reader, row, std::move(space), std::move(table));
  store::OptunaFile out(file, options.schema, row.name, study.experiment,
                        attributes_of(row, options.ice_version));
  std::uint64_t trials = 0;
  for (const auto& [cell, runs] : cells) {
    if (!options.runs) out.add(maker.of_cell(cell, runs));
    for (std::size_t i = 0; options.runs && i < runs.size(); ++i)
      out.add(maker.of_run(cell, runs[i]));
    trials += options.runs ? runs.size() : 1;
  }
  out.finish();
  return trials;
}

}  // namespace ice::report
