#include "report/page/runs_json.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "report/table.hpp"

namespace ice::report {
namespace {

using base::Value;

constexpr int kRunDigits = 7;
constexpr std::size_t kLongestError = 4000;  // bytes; the end says what happened

// Texts, each kept once.
class Texts {
 public:
  // The index of a text.
  std::size_t add(const std::string& text) {
    const auto [known, is_new] = known_.emplace(text, known_.size());
    if (is_new) list_.push_back(text);
    return known->second;
  }
  [[nodiscard]] Value list() const { return list_; }

 private:
  std::map<std::string, std::size_t> known_;
  Value list_ = Value::array();
};

std::string end_of(const std::string& text) {
  if (text.size() <= kLongestError) return text;
  std::size_t begin = text.size() - kLongestError;
  while (begin < text.size() && base::is_continuation(text[begin])) ++begin;
  return "(the end of it)\n..." + text.substr(begin);
}

// A metric's value; nan and infinities as texts, null where the run does not have it.
Value value_json(const store::Field& field) {
  const auto number = base::as_number(field);
  if (!number) return nullptr;
  return std::isfinite(*number) ? json_number(*number, kRunDigits) : json_field(field);
}

Value plugins_json(const std::vector<store::PluginUse>& files) {
  Value list = Value::array();
  for (const store::PluginUse& file : files)
    list.push_back({{"kind", file.kind},
                    {"id", file.id},
                    {"version", file.version},
                    {"sha256", file.sha256},
                    {"path", file.path}});
  return list;
}

Value environments_json(const std::vector<store::Environment>& environments) {
  Value list = Value::array();
  for (const store::Environment& e : environments)
    list.push_back({{"host", e.host},
                    {"cpu", e.cpu},
                    {"os", e.os},
                    {"compiler", e.compiler},
                    {"blas", e.blas},
                    {"armadillo", e.armadillo},
                    {"ice", e.ice_version},
                    {"git", e.git_commit + (e.git_dirty ? " with changes" : "")}});
  return list;
}

// The table of runs, read by the names of its columns.
class RunTable {
 public:
  explicit RunTable(store::Table table) : table_(std::move(table)) {
    for (std::size_t i = 0; i < table_.columns.size(); ++i) column_.emplace(table_.columns[i], i);
  }
  [[nodiscard]] std::size_t size() const { return table_.rows.size(); }
  [[nodiscard]] const store::Field& at(std::size_t run, const std::string& column) const {
    return table_.rows[run][column_.at(column)];
  }
  [[nodiscard]] Value column(const std::string& name) const {
    Value list = Value::array();
    for (std::size_t i = 0; i < size(); ++i) list.push_back(at(i, name));
    return list;
  }
  [[nodiscard]] bool has(const std::string& column) const { return column_.contains(column); }

 private:
  store::Table table_;
  std::map<std::string, std::size_t> column_;
};

void add_identity(const Shown& shown, const RunTable& runs, const std::vector<ShownCell>& cells,
                  Value& json) {
  std::map<std::uint64_t, std::size_t> index;
  for (std::size_t i = 0; i < cells.size(); ++i) index.emplace(cells[i].cell, i);
  const store::Provenance provenance = shown.reader.provenance(shown.query);
  Texts errors;
  Texts digests;
  for (const char* name : {"cell", "seed", "seconds", "error", "data", "environment", "files"})
    json[name] = Value::array();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const store::Provenance::Of& of = provenance.runs.at(runs.at(i, "key").get<std::string>());
    json["cell"].push_back(index.at(runs.at(i, "cell").get<std::uint64_t>()));
    json["seed"].push_back(base::to_text(runs.at(i, "seed")));
    json["seconds"].push_back(value_json(runs.at(i, "seconds")));
    json["error"].push_back(errors.add(end_of(runs.at(i, "error").get<std::string>())));
    json["data"].push_back(digests.add(runs.at(i, "data").get<std::string>()));
    json["environment"].push_back(of.environment);
    json["files"].push_back(of.files);
  }
  for (const char* name : {"id", "status", "epochs", "numerics"}) json[name] = runs.column(name);
  json["started"] = runs.column("started_at");
  json["errors"] = errors.list();
  json["digests"] = digests.list();
  json["environments"] = environments_json(provenance.environments);
  json["plugins"] = plugins_json(provenance.files);
}

void add_values(const Shown& shown, const RunTable& runs, const std::vector<std::string>& metrics,
                Value& json) {
  for (const std::string& metric : metrics) {
    std::map<std::string, store::Field> best;
    for (const store::Score& score : shown.scores.of(metric, store::At::kBest))
      best.emplace(score.key, score.value ? store::Field(*score.value) : store::Field());
    for (const char* at : {"final", "best"}) json[at][metric] = Value::array();
    for (std::size_t i = 0; i < runs.size(); ++i) {
      json["final"][metric].push_back(runs.has(metric) ? value_json(runs.at(i, metric)) : Value());
      json["best"][metric].push_back(value_json(best.at(runs.at(i, "key").get<std::string>())));
    }
  }
}

Value constants_json(const Shown& shown, const RunTable& runs) {
  Value json = Value::object();
  if (runs.size() == 0) return json;
  for (const auto& [name, value] :
       shown.reader.run(runs.at(0, "key").get<std::string>()).run.params)
    if (!runs.has(name)) json[name] = base::to_text(value);
  return json;
}

}  // namespace

Value runs_json(const Shown& shown, const std::vector<ShownCell>& cells,
                const std::vector<std::string>& metrics) {
  store::RunQuery query = shown.query;
  query.columns = {"key", "error", "started_at", "data", "numerics"};
  const RunTable runs(shown.reader.runs(query));
  Value json = Value::object();
  add_identity(shown, runs, cells, json);
  add_values(shown, runs, metrics, json);
  json["constants"] = constants_json(shown, runs);
  return json;
}

}  // namespace ice::report
