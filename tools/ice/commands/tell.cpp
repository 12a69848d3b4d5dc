// `ice tell`: the results of a trial that 'ice ask' gave out.
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/subject.hpp"
#include "commands/commands.hpp"
#include "store/query/query.hpp"
#include "store/store.hpp"

namespace ice::cli {
namespace {

struct TellOptions {
  std::string key;
  std::vector<std::string> results;
  StoreOptions store;
};

// What is told of one trial.
struct Report {
  std::string key;
  std::map<std::string, double> metrics;
  bool has_failed = false;
};

constexpr const char* kForm = "A result is METRIC=NUMBER, as in dev.cost=0.31, or the word failed";

Report report_of(const std::string& key, const std::vector<std::string>& words) {
  Report report{key, {}, false};
  for (const std::string& word : words) {
    const std::size_t equals = word.find('=');
    if (word == "failed" && words.size() == 1) {
      report.has_failed = true;
      continue;
    }
    const auto value =
        equals == std::string::npos ? std::nullopt : base::parse_number(word.substr(equals + 1));
    const bool is_nan = equals != std::string::npos && word.substr(equals + 1) == "nan";
    if (equals == 0 || (!value && !is_nan))
      throw base::UserError("'" + word + "'", "is no result", kForm);
    report.metrics[word.substr(0, equals)] = is_nan ? std::nan("") : *value;
  }
  if (words.empty()) throw base::UserError("tell", "says no result", kForm);
  return report;
}

// {"key": "3fa1...", "dev.cost": 0.31} or {"key": "3fa1...", "failed": true}
Report report_from(const std::string& line, std::size_t number) {
  const std::string where = fmt::format("standard input:{}", number);
  const base::Value json = base::Value::parse(line, nullptr, false);
  if (!json.is_object() || !json.contains("key") || !json["key"].is_string())
    throw base::UserError(where, "expected a JSON object with a key",
                          R"(For example {"key": "3fa1b2", "dev.cost": 0.31})");
  Report report{json["key"].get<std::string>(), {}, json.value("failed", false)};
  for (const auto& [name, value] : json.items()) {
    if (name == "key" || name == "failed") continue;
    if (!value.is_number() && !value.is_null())
      throw base::UserError(where, "'" + name + "' is no number", "null stands for NaN");
    report.metrics[name] = value.is_null() ? std::nan("") : value.get<double>();
  }
  if (report.metrics.empty() && !report.has_failed)
    throw base::UserError(where, "says no result", R"(Add "dev.cost": 0.31 or "failed": true)");
  return report;
}

store::ToldTrial trial_of(store::Writer& writer, const std::string& key) {
  const auto found = writer.find_told(key);
  if (key.size() < 6 || found.empty())
    throw base::UserError("'" + key + "'", "is no key of a trial that 'ice ask' gave out",
                          "At least its first 6 digits, as 'ice ask' printed them");
  if (found.size() > 1)
    throw base::UserError("'" + key + "'", "is the beginning of several keys", "Write more of it");
  return found[0];
}

// The metric by which the study judges must be among those that are told: without it, the trial
// would count as failed.
void require_metric(const Report& report, const std::string& metric) {
  if (report.has_failed || report.metrics.contains(metric)) return;
  throw base::UserError("'" + report.key + "'",
                        "is told without " + metric + ", by which its study judges",
                        "Add " + metric + "=NUMBER, or write failed");
}

std::vector<Report> reports_of(const TellOptions& options) {
  if (options.key != "-") return {report_of(options.key, options.results)};
  if (!options.results.empty())
    throw base::UserError("tell -", "takes results from standard input, and none here");
  std::vector<Report> reports;
  std::string line;
  for (std::size_t number = 1; std::getline(std::cin, line); ++number)
    if (!base::trim(line).empty()) reports.push_back(report_from(line, number));
  return reports;
}

int tell_results(const TellOptions& options) {
  const std::vector<Report> reports = reports_of(options);
  store::Writer writer = open_writer(options.store.path());
  store::Reader reader(options.store.path());
  std::vector<store::ToldTrial> trials;
  for (const Report& report : reports) {
    store::ToldTrial trial = trial_of(writer, report.key);
    require_metric(report, reader.study(trial.study).metric);
    trial.status = report.has_failed ? store::ToldStatus::kFailed : store::ToldStatus::kFinished;
    trial.metrics = report.metrics;
    trial.told_at = store::utc_text(std::chrono::system_clock::now());
    trials.push_back(std::move(trial));
  }
  writer.put_told(trials);
  for (const store::ToldTrial& trial : trials)
    print(base::Value{{"key", trial.key},
                      {"study", trial.study},
                      {"cell", trial.cell},
                      {"seed", trial.seed},
                      {"status", store::to_string(trial.status)}}
              .dump() +
          "\n");
  return 0;
}

}  // namespace

void add_tell(const Command& app) {
  const auto options = std::make_shared<TellOptions>();
  const Command command = app.add_command(
      "tell", "The results of a trial that 'ice ask' gave out; '-' reads JSON lines");
  command.section("Run a study");
  command
      .add_argument("KEY", options->key,
                    "The trial's key, or its first digits; - for standard input")
      .required()
      .takes({});
  command
      .add_argument("RESULT", options->results,
                    "METRIC=NUMBER ..., the study's metric among them, or: failed")
      .takes({});
  add_store_options(command, options->store);
  command.add_examples({"ice tell 3fa1b2 dev.cost=0.31", "ice tell 3fa1b2 failed",
                        R"(echo '{"key": "3fa1b2", "dev.cost": 0.31}' | ice tell -)"});
  command.does([options] { return tell_results(*options); });
}

}  // namespace ice::cli
