#include "report/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/curves.hpp"
#include "report/left_out.hpp"
#include "report/table.hpp"

namespace ice::report {
namespace {

constexpr const char* kFinished = "finished";

// Different values of a column, each once, as texts that sort like them.
std::set<std::string> distinct(const Side& side, const std::string& column) {
  std::set<std::string> values;
  for (const store::Field& value : side.values(column)) values.insert(value.dump());
  return values;
}

// Columns of Reader::runs that are no parameters and no metrics.
bool is_about_run(const std::string& name) {
  static const std::set<std::string> kNames{
      "id",    "study",      "cell",        "seed",     "status", "epochs",   "seconds", "key",
      "error", "started_at", "finished_at", "cell_key", "data",   "numerics", "revision"};
  return kNames.contains(name);
}

std::vector<std::string> parameters_of(const Side& a, const Side& b) {
  std::set<std::string> names;
  for (const Side* side : {&a, &b})
    for (const std::string& name : side->runs.columns)
      if (!is_about_run(name) && !is_metric(name)) names.insert(name);
  return {names.begin(), names.end()};
}

bool names(const Side& side, const std::string& parameter) {
  return std::ranges::find(side.named, parameter) != side.named.end();
}

std::vector<std::string> pairing_parameters(const Side& a, const Side& b) {
  std::vector<std::string> chosen;
  for (const std::string& name : parameters_of(a, b)) {
    const bool varies = distinct(a, name).size() > 1 || distinct(b, name).size() > 1;
    if (varies && !names(a, name) && !names(b, name)) chosen.push_back(name);
  }
  return chosen;
}

// For each row the values of the pairing parameters as one text, and its seed.
std::vector<std::pair<std::string, std::uint64_t>> pair_keys(
    const Side& side, const std::vector<std::string>& parameters) {
  std::vector<std::string> texts(side.runs.rows.size());
  for (const std::string& name : parameters) {
    const std::vector<store::Field> values = side.values(name);
    for (std::size_t i = 0; i < values.size(); ++i) texts[i] += values[i].dump() + "\n";
  }
  const std::vector<store::Field> seeds = side.values("seed");
  std::vector<std::pair<std::string, std::uint64_t>> keys;
  for (std::size_t i = 0; i < texts.size(); ++i)
    keys.emplace_back(std::move(texts[i]), seeds[i].get<std::uint64_t>());
  return keys;
}

// One value as it is; several in braces, "{0.001, 0.01}", the first few.
store::Field in_one_field(const std::set<std::string>& values) {
  constexpr std::size_t kMost = 5;
  if (values.size() == 1) return store::Field::parse(*values.begin());
  std::vector<store::Field> fields;
  for (const std::string& text : values) fields.push_back(store::Field::parse(text));
  std::ranges::stable_sort(fields);
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < std::min(kMost, fields.size()); ++i)
    texts.push_back(fields[i].is_null() ? "-" : base::to_text(fields[i]));
  if (fields.size() > kMost) texts.push_back(fmt::format("... {} more", fields.size() - kMost));
  return "{" + base::join(texts, ", ") + "}";
}

using Facts = std::map<std::pair<std::string, std::string>, std::set<std::string>>;

Facts source_facts(store::Reader& reader, const Side& side) {
  Facts facts;
  std::vector<std::string> keys;
  for (const std::string& text : distinct(side, "cell_key"))
    keys.push_back(store::Field::parse(text).get<std::string>());
  const store::CellSources sources = reader.sources(keys);
  for (const store::PluginUse& use : sources.plugins)
    facts[{"plugin", use.kind + " " + use.id}].insert(
        store::Field(use.version + " " + short_digest(use.sha256)).dump());
  for (const std::string& digest : sources.data_sha256)
    facts[{"data", "digest"}].insert(store::Field(short_digest(digest)).dump());
  for (const std::uint64_t version : sources.numerics)
    facts[{"numerics", "version"}].insert(store::Field(version).dump());
  for (const store::Environment& e : reader.environments(side.query)) {
    facts[{"environment", "host"}].insert(store::Field(e.host).dump());
    facts[{"environment", "cpu"}].insert(store::Field(e.cpu).dump());
    facts[{"environment", "compiler"}].insert(store::Field(e.compiler).dump());
    facts[{"environment", "blas"}].insert(store::Field(e.blas).dump());
    facts[{"environment", "ice"}].insert(store::Field(e.ice_version + " " + e.git_commit).dump());
  }
  return facts;
}

void add_facts(const Facts& a, const Facts& b, store::Table& table) {
  std::set<std::pair<std::string, std::string>> names;
  for (const Facts* facts : {&a, &b})
    for (const auto& [name, values] : *facts) names.insert(name);
  const auto of = [](const Facts& facts, const auto& name) {
    const auto found = facts.find(name);
    return found == facts.end() ? std::set<std::string>{} : found->second;
  };
  for (const char* kind : {"plugin", "data", "numerics", "environment"}) {
    for (const auto& name : names) {
      const std::set<std::string> of_a = of(a, name);
      const std::set<std::string> of_b = of(b, name);
      if (name.first != kind || of_a == of_b) continue;
      table.rows.push_back({name.first, name.second,
                            of_a.empty() ? store::Field() : in_one_field(of_a),
                            of_b.empty() ? store::Field() : in_one_field(of_b)});
    }
  }
}

// The value of each row that finished; nothing else counts.
std::vector<std::optional<double>> finished_values(const Side& side, const std::string& metric) {
  const std::vector<store::Field> values = side.values(metric);
  const std::vector<store::Field> statuses = side.values("status");
  std::vector<std::optional<double>> finished;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool counts = statuses[i] == kFinished && values[i].is_number();
    finished.push_back(counts ? std::optional(values[i].get<double>()) : std::nullopt);
  }
  return finished;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double x : values) sum += x;
  return values.empty() ? NAN : sum / static_cast<double>(values.size());
}

std::vector<store::Field> metric_row(const Side& a, const Side& b, const Pairing& pairing,
                                     const std::string& metric) {
  const auto of_a = finished_values(a, metric);
  const auto of_b = finished_values(b, metric);
  const std::vector<store::Field> seeds = a.values("seed");
  std::vector<judge::PairOfRuns> pairs;
  std::vector<double> values_a;
  std::vector<double> values_b;
  for (const Pairing::Pair& pair : pairing.pairs) {
    const std::optional<double> x = of_a[pair.a];
    const std::optional<double> y = of_b[pair.b];
    pairs.push_back({pair.cells, seeds[pair.a].get<std::uint64_t>(), y, x});
    if (x) values_a.push_back(*x);
    if (y) values_b.push_back(*y);
  }
  const study::Goal goal = study::goal_of(metric, {});
  const judge::Comparison c = judge::compare_runs(pairs, goal);
  std::vector<store::Field> row{metric};
  for (const double x : {mean_of(values_a), mean_of(values_b), c.mean, c.low, c.high, c.p, c.d})
    row.push_back(field_of(x));
  row.insert(row.end(), {c.seeds, c.pairs, c.bad_a, c.bad_b});
  return row;
}

std::vector<std::string> common_metrics(const Side& a, const Side& b) {
  std::vector<std::string> metrics;
  for (const std::string& name : a.runs.columns)
    if (is_metric(name) && b.has(name)) metrics.push_back(name);
  return metrics;
}

Line side_line(store::Reader& reader, const Side& side, const std::string& metric) {
  std::vector<std::string> keys;
  const std::vector<store::Field> statuses = side.values("status");
  const std::vector<store::Field> all = side.values("key");
  for (std::size_t i = 0; i < all.size(); ++i)
    if (statuses[i] == kFinished) keys.push_back(all[i].get<std::string>());
  const std::vector<store::Curve> curves = reader.curves_of(keys, metric);
  if (curves.empty()) return {};
  Line line = mean_line(curves);
  line.name = side.label;
  return line;
}

}  // namespace

Pairing pair_sides(const Side& a, const Side& b) {
  Pairing pairing{pairing_parameters(a, b), {}, 0, 0};
  const auto keys_a = pair_keys(a, pairing.parameters);
  const auto keys_b = pair_keys(b, pairing.parameters);
  std::map<std::pair<std::string, std::uint64_t>, std::size_t> rows_b;
  for (std::size_t i = 0; i < keys_b.size(); ++i) rows_b.emplace(keys_b[i], i);
  std::map<std::string, std::size_t> cells;
  for (std::size_t i = 0; i < keys_a.size(); ++i) {
    const auto partner = rows_b.find(keys_a[i]);
    if (partner == rows_b.end()) continue;
    const std::size_t pair = cells.emplace(keys_a[i].first, cells.size()).first->second;
    pairing.pairs.push_back({i, partner->second, pair});
    rows_b.erase(partner);
  }
  pairing.alone_a = keys_a.size() - pairing.pairs.size();
  pairing.alone_b = keys_b.size() - pairing.pairs.size();
  return pairing;
}

store::Table side_differences(store::Reader& reader, const Side& a, const Side& b) {
  store::Table table{{"kind", "name", "A", "B"}, {}};
  for (const std::string& name : parameters_of(a, b)) {
    const std::set<std::string> of_a = distinct(a, name);
    const std::set<std::string> of_b = distinct(b, name);
    if (of_a != of_b)
      table.rows.push_back({"parameter", name, in_one_field(of_a), in_one_field(of_b)});
  }
  add_facts(source_facts(reader, a), source_facts(reader, b), table);
  return table;
}

store::Table metric_differences(const Side& a, const Side& b, const Pairing& pairing,
                                const std::vector<std::string>& metrics) {
  const std::vector<std::string> common = common_metrics(a, b);
  for (const std::string& metric : metrics)
    if (std::ranges::find(common, metric) == common.end())
      throw base::UserError("--metric", fmt::format("not both sides have a metric '{}'", metric),
                            base::suggest(metric, common));
  store::Table table{{"metric", "A", "B", "difference", "low", "high", "p", "d", "seeds", "pairs",
                      "bad_a", "bad_b"},
                     {}};
  for (const std::string& metric : metrics.empty() ? common : metrics)
    table.rows.push_back(metric_row(a, b, pairing, metric));
  return table;
}

Figure side_curves(store::Reader& reader, const Side& a, const Side& b, const std::string& metric) {
  Figure figure;
  figure.x_label = "epoch";
  figure.y_label = metric;
  for (const Side* side : {&a, &b}) {
    figure.lines.push_back(side_line(reader, *side, metric));
    if (figure.lines.back().x.empty()) return {};
  }
  figure.log_y = wants_log(figure.lines);
  return figure;
}

}  // namespace ice::report
