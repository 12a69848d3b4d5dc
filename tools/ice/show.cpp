// `ice show`: one run whole.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "base/text.hpp"
#include "commands.hpp"
#include "options.hpp"
#include "report/curves.hpp"
#include "report/picture.hpp"
#include "report/unicode.hpp"
#include "run/saved_networks.hpp"
#include "store/query.hpp"

namespace ice::cli {
namespace {

constexpr std::size_t kCurveHeight = 10;

struct Options {
  std::string run;
  StoreOptions store;
  OutputOptions output;
};

base::Value numbers(const std::vector<double>& values) {
  base::Value list = base::Value::array();
  for (const double value : values) list.push_back(report::json_field(value));
  return list;
}

base::Value environment_json(const store::Environment& e) {
  return {{"host", e.host},
          {"cpu", e.cpu},
          {"os", e.os},
          {"compiler", e.compiler},
          {"blas", e.blas},
          {"armadillo", e.armadillo},
          {"ice_version", e.ice_version},
          {"git_commit", e.git_commit},
          {"git_dirty", e.git_dirty}};
}

base::Value as_json(const store::StoredRun& stored) {
  const store::Run& run = stored.run;
  base::Value json{{"id", stored.id},
                   {"key", run.key},
                   {"studies", stored.studies},
                   {"cell", run.cell},
                   {"seed", run.seed},
                   {"status", store::to_string(run.status)},
                   {"error", run.error},
                   {"epochs", run.epochs},
                   {"seconds", run.seconds},
                   {"started_at", run.started_at},
                   {"finished_at", run.finished_at},
                   {"parameters", base::Value::object()},
                   {"metrics", base::Value::object()},
                   {"curves", base::Value::object()},
                   {"plugins", base::Value::array()},
                   {"environment", environment_json(stored.environment)}};
  for (const auto& [name, value] : run.params) json["parameters"][name] = value;
  for (const store::Metric& m : run.metrics)
    json["metrics"][m.name] = {{"final", report::json_field(m.final)},
                               {"best", report::json_field(m.best)},
                               {"best_epoch", m.best_epoch}};
  for (const store::Curve& c : run.curves)
    json["curves"][c.metric] = {{"epochs", c.epochs}, {"values", numbers(c.values)}};
  for (const store::PluginUse& p : run.plugins)
    json["plugins"].push_back({{"kind", p.kind},
                               {"id", p.id},
                               {"version", p.version},
                               {"sha256", p.sha256},
                               {"path", p.path}});
  return json;
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

// Whole: what is cut off may be what matters.
std::string error_lines(const store::Run& run) {
  std::string text;
  if (run.error.empty()) return text;
  for (const std::string& line : base::split(run.error, '\n'))
    text += "  " + report::one_line(line) + "\n";
  return text;
}

// Lines "  name   value"; empty values are left out.
std::string lines_of(const Pairs& pairs, std::size_t width) {
  std::size_t longest = 0;
  for (const auto& [name, value] : pairs) longest = std::max(longest, name.size());
  std::string text;
  for (const auto& [name, value] : pairs) {
    if (value.empty()) continue;
    const std::string line = fmt::format("  {:<{}}  {}", name, longest, report::one_line(value));
    text += (width == 0 ? line : report::shorten(line, width)) + "\n";
  }
  return text;
}

std::string headed(const std::string& head, const std::string& body,
                   const report::TableStyle& style) {
  return body.empty() ? "" : "\n" + report::painted(head, "1", style.color) + "\n" + body;
}

double number_of(const store::Run& run, const std::string& name) {
  for (const auto& [parameter, value] : run.params)
    if (parameter == name) return base::as_number(value).value_or(0);
  return 0;
}

// "300 epochs", or "87 of 300 epochs (early stopping: dev.cost was best at epoch 67)"; where less
// than min_delta is no improvement, that epoch need not have been the best.
std::string epochs_text(const store::Run& run) {
  const auto planned = static_cast<std::uint64_t>(number_of(run, "training.epochs"));
  const auto patience =
      static_cast<std::uint64_t>(number_of(run, "training.early_stopping.patience"));
  const bool is_stopped = run.status == store::Status::kFinished && run.epochs < planned;
  if (!is_stopped || patience == 0) return base::format_count(run.epochs, "epoch");
  std::string metric;
  for (const auto& [name, value] : run.params)
    if (name == "training.early_stopping.metric") metric = base::to_text(value);
  const double min_delta = number_of(run, "training.early_stopping.min_delta");
  const std::string why = min_delta == 0
                              ? metric + " was best at epoch"
                              : fmt::format("{} last got better by more than {} at epoch", metric,
                                            base::format_number(min_delta));
  return fmt::format("{} of {} (early stopping: {} {})", run.epochs,
                     base::format_count(planned, "epoch"), why, run.epochs - patience);
}

Pairs identity(const store::StoredRun& stored, const std::string& network) {
  const store::Run& run = stored.run;
  return {{"key", run.key},
          {"study", base::join(stored.studies, ", ")},
          {"cell", std::to_string(run.cell)},
          {"seed", std::to_string(run.seed)},
          {"status", fmt::format("{} after {} in {}", store::to_string(run.status),
                                 epochs_text(run), base::format_seconds(run.seconds))},
          {"started", run.started_at},
          {"finished", run.finished_at},
          {"network", network}};
}

Pairs parameters(const store::Run& run) {
  Pairs pairs;
  for (const auto& [name, value] : run.params) pairs.emplace_back(name, base::to_text(value));
  return pairs;
}

Pairs environment(const store::Environment& e) {
  const std::string commit = e.git_commit.substr(0, 12) + (e.git_dirty ? " with changes" : "");
  return {{"ice", e.ice_version},
          {"host", e.host},
          {"cpu", e.cpu},
          {"os", e.os},
          {"compiler", e.compiler},
          {"blas", e.blas},
          {"armadillo", e.armadillo},
          {"git", e.git_commit.empty() ? "" : commit}};
}

bool is_mean_of_epoch(const std::string& metric) {
  return metric == "train.cost" || metric == "train.objective";
}

// An epoch of 0: no epoch had a number.
store::Table metrics(const store::Run& run) {
  store::Table table{{"metric", "final", "best", "best_epoch"}, {}};
  for (const store::Metric& m : run.metrics)
    table.rows.push_back(
        {m.name, m.final, m.best, m.best_epoch == 0 ? base::Value() : base::Value(m.best_epoch)});
  return table;
}

// Which numbers may be compared with which.
std::string metrics_note(const store::Run& run) {
  std::vector<std::string> means;
  for (const store::Metric& m : run.metrics)
    if (is_mean_of_epoch(m.name)) means.push_back(m.name);
  if (means.empty()) return "";
  return fmt::format(
      "{}: the epoch's mean, each batch before its update; the others are measured after an "
      "epoch\n",
      base::join(means, ", "));
}

store::Table plugins(const store::Run& run) {
  store::Table table{{"kind", "plugin", "version", "file"}, {}};
  for (const store::PluginUse& p : run.plugins)
    table.rows.push_back({p.kind, p.id, p.version, p.path});
  return table;
}

std::string last_part(const std::string& metric) { return metric.substr(metric.rfind('.') + 1); }

// The cost and what the study is about; the others' figures stand in the table.
std::vector<store::Curve> curves_to_draw(const store::Run& run, const std::string& metric) {
  std::vector<store::Curve> drawn;
  std::copy_if(run.curves.begin(), run.curves.end(), std::back_inserter(drawn),
               [&](const store::Curve& curve) {
                 const std::string kind = last_part(curve.metric);
                 return kind == "cost" || kind == last_part(metric);
               });
  return drawn;
}

std::string as_text(const store::StoredRun& stored, const std::string& metric,
                    const std::string& network, const OutputOptions& output) {
  const report::TableStyle style = output.style();
  const store::Run& run = stored.run;
  std::string text = report::painted("run " + stored.id, "1", style.color) + "\n" +
                     lines_of(identity(stored, network), style.width);
  text += headed("error", error_lines(run), style);
  text += headed("parameters", lines_of(parameters(run), style.width), style);
  if (!run.metrics.empty()) text += "\n" + report::render(metrics(run), style) + metrics_note(run);
  report::PictureStyle picture = output.picture();
  picture.height = kCurveHeight;
  for (const report::Figure& figure : report::curves_of_run(curves_to_draw(run, metric)))
    text += "\n" + report::draw_picture(figure, picture);
  if (!run.plugins.empty()) text += "\n" + report::render(plugins(run), style);
  return text +
         headed("environment", lines_of(environment(stored.environment), style.width), style);
}

int show(const Options& options) {
  store::Reader reader(options.store.path());
  store::StoredRun stored = reader.run(options.run);
  stored.run.curves = reader.curves(options.run);
  std::vector<std::string> metrics_of_studies;
  for (const std::string& study : stored.studies)
    metrics_of_studies.push_back(reader.study(study).metric);
  const std::string network =
      run::find_network(options.store.path(), stored.run, metrics_of_studies).value_or("").string();
  if (options.output.json) {
    base::Value json = as_json(stored);
    json["network"] = network;
    print(json.dump(2) + "\n");
    return 0;
  }
  const std::string metric = stored.studies.empty() ? "" : reader.study(stored.studies[0]).metric;
  print(as_text(stored, metric, network, options.output));
  return 0;
}

}  // namespace

void add_show(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "show", "One run whole: identity, parameters, metrics, curves, plugins, environment");
  command->group("Look at results");
  command->add_option("RUN", options->run, "The run: its id, or any unique beginning of its key")
      ->required()
      ->type_name("");
  add_store_options(*command, options->store);
  command->add_flag("--json", options->output.json,
                    "Everything as one JSON object, curves included");
  add_color_option(*command, options->output);
  add_examples(*command, {"ice show $(ice runs quickstart --sort -dev_accuracy --limit 1 --columns "
                          "id -f csv | tail -1)"});
  command->callback([options, &chosen] { chosen = [options] { return show(*options); }; });
}

}  // namespace ice::cli
