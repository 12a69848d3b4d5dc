// `ice show`: one run whole, or a study with its revisions.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/subject.hpp"
#include "cli/terminal.hpp"
#include "commands/commands.hpp"
#include "commands/show_study.hpp"
#include "metric/metric.hpp"
#include "report/curves.hpp"
#include "report/left_out.hpp"
#include "report/run_file.hpp"
#include "report/side.hpp"
#include "report/terminal/style.hpp"
#include "report/terminal/terminal_plot.hpp"
#include "report/terminal/unicode.hpp"
#include "run/saved_networks.hpp"
#include "store/query/query.hpp"
#include "text/confusion_text.hpp"

namespace ice::cli {
namespace {

constexpr std::size_t kCurveHeight = 10;

struct ShowOptions {
  std::string subject;
  bool yaml = false;
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

// All that is shown of one run.
struct Shown {
  store::StoredRun stored;
  std::vector<store::Holder> holders;
  std::string network;  // file, or empty
  std::string metric;   // of the study that recorded it
  ShownConfusion confusion;
  std::string store_suffix;  // ends the commands that are suggested
};

base::Value superseded_json(const store::Holder& holder) {
  if (!holder.superseded) return nullptr;
  return {{"by_cell", holder.superseded->newer_cell},
          {"by_cell_key", holder.superseded->newer_key},
          {"reason", report::reason_text(*holder.superseded)}};
}

base::Value holders_json(const std::vector<store::Holder>& holders) {
  base::Value list = base::Value::array();
  for (const store::Holder& holder : holders)
    list.push_back({{"study", holder.study},
                    {"cell", holder.cell},
                    {"revisions", holder.revisions},
                    {"superseded", superseded_json(holder)}});
  return list;
}

base::Value as_json(const Shown& shown) {
  const store::StoredRun& stored = shown.stored;
  const store::Run& run = stored.run;
  base::Value json{{"id", stored.id},
                   {"key", run.key},
                   {"studies", stored.studies},
                   {"tags", stored.marks.tags},
                   {"note", stored.marks.note},
                   {"held_by", holders_json(shown.holders)},
                   {"cell", run.cell},
                   {"cell_key", run.identity.key},
                   {"data_sha256", run.identity.data_sha256},
                   {"numerics", run.identity.numerics},
                   {"network", shown.network},
                   {"seed", run.seed},
                   {"status", store::to_string(run.status)},
                   {"error", run.error},
                   {"epochs", run.epochs},
                   {"seconds", run.seconds},
                   {"started_at", run.started_at},
                   {"finished_at", run.finished_at},
                   {"parameters", base::Value::object()},
                   {"metrics", base::Value::object()},
                   {"confusion", confusion_json(shown.confusion)},
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

// Never cut: the end may be what matters.
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
  for (const auto& [name, value] : pairs)
    if (!value.empty()) longest = std::max(longest, name.size());
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
  return body.empty()
             ? ""
             : "\n" + report::painted(head, report::Style::kBold, style.color) + "\n" + body;
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

// "swish (revisions 1, 3), cats (revision 2)"
std::string studies_text(const std::vector<store::Holder>& holders) {
  std::vector<std::string> texts;
  for (const store::Holder& holder : holders) {
    std::vector<std::string> numbers;
    for (const std::uint64_t number : holder.revisions) numbers.push_back(std::to_string(number));
    texts.push_back(fmt::format("{} (revision{} {})", holder.study, numbers.size() == 1 ? "" : "s",
                                base::join(numbers, ", ")));
  }
  return base::join(texts, ", ");
}

std::string superseded_text(const std::vector<store::Holder>& holders) {
  std::vector<std::string> texts;
  for (const store::Holder& holder : holders) {
    if (holder.superseded)
      texts.push_back(fmt::format("in {} by cell {}: {}", holder.study,
                                  holder.superseded->newer_cell,
                                  report::reason_text(*holder.superseded)));
  }
  return base::join(texts, "; ");
}

Pairs identity(const Shown& shown) {
  const store::Run& run = shown.stored.run;
  const store::Cell& cell = run.identity;
  return {{"key", run.key},
          {"study", studies_text(shown.holders)},
          {"tags", base::join(shown.stored.marks.tags, ", ")},
          {"note", report::one_line(shown.stored.marks.note)},
          {"superseded", superseded_text(shown.holders)},
          {"cell", std::to_string(run.cell)},
          {"cell key", cell.key},
          {"seed", std::to_string(run.seed)},
          {"data", cell.data_sha256.empty() ? report::short_digest("") : cell.data_sha256},
          {"numerics", std::to_string(cell.numerics)},
          {"status", fmt::format("{} after {} in {}", store::to_string(run.status),
                                 epochs_text(run), base::format_seconds(run.seconds))},
          {"started", run.started_at},
          {"finished", run.finished_at},
          {"network", shown.network},
          {"as YAML", fmt::format("ice show {} --yaml{}", shown.stored.id, shown.store_suffix)}};
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

// A best epoch of 0 means that no epoch had a finite value.
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
    if (metric::is_mean_of_epoch(m.name)) means.push_back(m.name);
  if (means.empty()) return "";
  return fmt::format(
      "{}: the epoch's mean, each batch before its update; the others are measured after an "
      "epoch\n",
      base::join(means, ", "));
}

store::Table plugins(const store::Run& run) {
  store::Table table{{"kind", "plugin", "version", "digest", "file"}, {}};
  for (const store::PluginUse& p : run.plugins)
    table.rows.push_back({p.kind, p.id, p.version, report::short_digest(p.sha256), p.path});
  return table;
}

// The curves of the cost and of the study's metric; the table has numbers of all metrics.
std::vector<store::Curve> curves_to_draw(const store::Run& run, const std::string& metric) {
  std::vector<store::Curve> drawn;
  std::copy_if(run.curves.begin(), run.curves.end(), std::back_inserter(drawn),
               [&](const store::Curve& curve) {
                 const std::string_view kind = base::last_part(curve.metric);
                 return kind == "cost" || kind == base::last_part(metric);
               });
  return drawn;
}

std::string as_text(const Shown& shown, const OutputOptions& output) {
  const report::TableStyle style = output.style();
  const store::Run& run = shown.stored.run;
  std::string text = report::painted("run " + shown.stored.id, report::Style::kBold, style.color) +
                     "\n" + lines_of(identity(shown), style.width);
  text += headed("error", error_lines(run), style);
  text += headed("parameters", lines_of(parameters(run), style.width), style);
  if (!run.metrics.empty()) text += "\n" + report::render(metrics(run), style) + metrics_note(run);
  text += headed("confusion", confusion_text(shown.confusion, style), style);
  report::PictureStyle picture = output.picture();
  picture.height = kCurveHeight;
  for (const report::Figure& figure : report::curves_of_run(curves_to_draw(run, shown.metric)))
    text += "\n" + report::draw_picture(figure, picture);
  if (!run.plugins.empty()) text += "\n" + report::render(plugins(run), style);
  return text +
         headed("environment", lines_of(environment(shown.stored.environment), style.width), style);
}

void show_run(store::Reader& reader, store::StoredRun stored, const ShowOptions& options) {
  if (options.yaml) {
    print(report::study_of_run(stored, reader.study(stored.studies.at(0))));
    return;
  }
  Shown shown{std::move(stored), {}, {}, {}, {}, options.store.suffix()};
  const std::string& key = shown.stored.run.key;
  shown.holders = reader.holders(key);
  std::vector<std::string> metrics;
  for (const std::string& study : shown.stored.studies)
    metrics.push_back(reader.study(study).metric);
  shown.network =
      run::find_network(options.store.path(), shown.stored.run, metrics).value_or("").string();
  if (!metrics.empty()) shown.metric = metrics.front();
  shown.confusion = find_confusion(shown.stored, shown.network, shown.store_suffix);
  if (options.output.json)
    print(as_json(shown).dump(2) + "\n");
  else
    print(as_text(shown, options.output));
}

void show_study(store::Reader& reader, const store::StudyRow& study, const ShowOptions& options) {
  const std::vector<store::StudyRow> revisions = reader.revisions(study.name);
  if (options.yaml)
    print(study.spec);
  else if (options.output.json)
    print(study_json(study, revisions));
  else
    print(study_text(study, revisions, reader.superseded(study.name), options.store.suffix(),
                     options.output.style()));
}

// STUDY:NUMBER, as `ice compare` names a cell.
void show_cell(store::Reader& reader, const ShowOptions& options) {
  const report::Side cell = report::read_side(reader, options.subject, "");
  std::vector<store::Run> runs;
  for (const store::Field& key : cell.values("key"))
    runs.push_back(reader.run(key.get<std::string>()).run);
  const auto other = [&](const store::Field& number) { return number != cell.values("cell")[0]; };
  if (std::ranges::any_of(cell.values("cell"), other))
    throw base::UserError("'" + options.subject + "'", "names runs of several cells",
                          "--yaml writes a run, a cell STUDY:NUMBER, or a study");
  runs.front().cell = cell.values("cell")[0].get<std::uint64_t>();
  print(report::study_of_cell(runs, reader.study(cell.study)));
}

int show(const ShowOptions& options) {
  store::Reader reader(options.store.path());
  if (options.yaml && options.subject.find(':') != std::string::npos) {
    show_cell(reader, options);
    return 0;
  }
  Subject subject = find_subject(reader, options.subject);
  if (subject.run) {
    show_run(reader, *std::move(subject.run), options);
    return 0;
  }
  show_study(reader, *subject.study, options);
  if (begins_a_run(reader, options.subject))
    print_error("ice: the id of a run begins so too: more of its digits show the run\n");
  return 0;
}

}  // namespace

void add_show(const Command& app) {
  const auto options = std::make_shared<ShowOptions>();
  const Command command = app.add_command(
      "show", "One run whole: identity, parameters, metrics, curves ...; or a study's revisions");
  command.section("Look at results");
  command
      .add_argument("RUN", options->subject,
                    "The run: its id, or any unique beginning of its key; or the name of a study")
      .required()
      .takes({ValueKind::kRun, ValueKind::kStudy});
  add_store_options(command, options->store);
  command.add_flag("--json", options->output.json,
                   "Everything as one JSON object, curves included");
  command.add_flag("--yaml", options->yaml,
                   "As a study file: of a run, one with this run alone, which has the same id; of "
                   "a cell STUDY:NUMBER, one with its runs");
  add_color_option(command, options->output);
  command.add_examples(
      {"ice show $(ice runs quickstart --sort -dev_accuracy --limit 1 --columns "
       "id -f csv | tail -1)",
       "ice show quickstart", "ice show quickstart:0 --yaml"});
  command.does([options] { return show(*options); });
}

}  // namespace ice::cli
