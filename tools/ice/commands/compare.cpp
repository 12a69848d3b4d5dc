// `ice compare`: what differs between two runs, cells, conditions or studies.
#include <fmt/format.h>

#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/selection.hpp"
#include "commands/commands.hpp"
#include "metric/metric.hpp"
#include "report/comparison.hpp"
#include "report/left_out.hpp"
#include "report/paragraph.hpp"
#include "report/run_differences.hpp"
#include "report/side.hpp"
#include "report/table_view.hpp"
#include "report/terminal/style.hpp"
#include "report/terminal/terminal_plot.hpp"

namespace ice::cli {
namespace {

struct CompareOptions {
  std::string a, b;
  std::vector<std::string> metrics;
  StoreOptions store;
  OutputOptions output;
};

// What people look at first: the studies' own metrics and the headlines.
std::vector<std::string> metrics_for_people(store::Reader& reader, const report::Side& a,
                                            const report::Side& b) {
  std::vector<std::string> own;
  for (const report::Side* side : {&a, &b})
    if (!side->study.empty()) own.push_back(reader.study(side->study).metric);
  std::vector<std::string> chosen;
  for (const std::string& name : a.runs.columns) {
    if (!report::is_metric(name) || !b.has(name)) continue;
    const metric::Metric* const row = metric::find(name);
    const bool is_own = std::ranges::find(own, name) != own.end();
    if (is_own || (row != nullptr && row->is_headline)) chosen.push_back(name);
  }
  return chosen;
}

// Whose curves are drawn: the asked for, else the first side's own metric, else the cost.
std::string drawn_metric(store::Reader& reader, const CompareOptions& options,
                         const report::Side& a) {
  if (!options.metrics.empty()) return options.metrics.front();
  if (a.study.empty()) return "dev.cost";
  return reader.study(a.study).metric;
}

std::string curves_text(store::Reader& reader, const CompareOptions& options, const report::Side& a,
                        const report::Side& b) {
  for (const std::string& metric : {drawn_metric(reader, options, a), std::string("train.cost")}) {
    const report::Figure figure = report::side_curves(reader, a, b, metric);
    if (!figure.lines.empty() && figure.lines.front().x.size() > 1)
      return "\n" + report::draw_picture(figure, options.output.picture());
  }
  return "";
}

std::string side_text(const char* name, const report::Side& side) {
  return fmt::format("{}: {}, {}\n", name, side.label,
                     base::format_count(side.runs.rows.size(), "run"));
}

// How runs were paired, and what the columns mean.
std::string explanation(const report::Pairing& pairing, const store::Table& metrics) {
  if (pairing.pairs.empty())
    return "No run of A has a partner in B with the same seed" +
           std::string(pairing.parameters.empty() ? "" : " and the same ") +
           base::join(report::short_names(pairing.parameters), ", ") +
           ": there are no paired differences.";
  std::string text = fmt::format(
      "difference: B - A over pairs of runs with the same seed{}{}, averaged by seed first; low, "
      "high: its 95 % interval (BCa, from six seeds on); p: two-sided, by flipping signs of seeds; "
      "d: Cohen's. This describes; a claim in the study decides.",
      pairing.parameters.empty() ? "" : " and the same ",
      base::join(report::short_names(pairing.parameters), ", "));
  if (pairing.alone_a + pairing.alone_b > 0)
    text += fmt::format(" Runs without a partner are left out: {} of A, {} of B.", pairing.alone_a,
                        pairing.alone_b);
  const std::size_t bad = report::column_of(metrics, "bad_a", "--columns");
  if (!metrics.rows.empty()) {
    const auto& row = metrics.rows.front();
    if (row[bad] != 0 || row[bad + 1] != 0)
      text += fmt::format(
          " Runs that did not finish count as the worst in p and are missing in the means: {} of "
          "A, {} of B.",
          base::to_text(row[bad]), base::to_text(row[bad + 1]));
  }
  return text;
}

// One table for programs: what differs, then the metrics.
store::Table joined(const store::Table& differences, const store::Table& metrics) {
  store::Table table{{"kind", "name", "A", "B"}, {}};
  table.columns.insert(table.columns.end(), metrics.columns.begin() + 3, metrics.columns.end());
  for (auto row : differences.rows) {
    row.resize(table.columns.size());
    table.rows.push_back(std::move(row));
  }
  for (const auto& row : metrics.rows) {
    table.rows.push_back({"metric"});
    table.rows.back().insert(table.rows.back().end(), row.begin(), row.end());
  }
  return table;
}

void print_sides(store::Reader& reader, const CompareOptions& options, const report::Side& a,
                 const report::Side& b) {
  report::TableStyle style = options.output.style();
  const bool for_people = style.format == report::Format::kTable;
  const report::Pairing pairing = report::pair_sides(a, b);
  const store::Table differences = report::side_differences(reader, a, b);
  store::Table metrics = report::metric_differences(
      a, b, pairing,
      options.metrics.empty() && for_people ? metrics_for_people(reader, a, b) : options.metrics);
  if (!for_people) {
    print(report::render(joined(differences, metrics), style));
    return;
  }
  print(side_text("A", a) + side_text("B", b) + "\n");
  print(differences.rows.empty() ? "Nothing differs but the runs.\n"
                                 : report::render(differences, style));
  const std::string notes = explanation(pairing, metrics);
  for (const char* name : {"bad_a", "bad_b"}) report::drop_column(metrics, name);
  style.keep = {"difference", "p", "A", "B", "low", "high", "seeds"};
  print("\n" + report::render(metrics, style));
  print(report::painted(report::paragraph(notes, 0, 0, options.output.picture().width),
                        report::Style::kDim, style.color));
  print(curves_text(reader, options, a, b));
}

// Two single runs: everything that was recorded of them.
void print_runs(store::Reader& reader, const CompareOptions& options, const report::Side& a,
                const report::Side& b) {
  const report::TableStyle style = options.output.style();
  print_table(report::run_differences(reader.run(options.a), reader.run(options.b)), style,
              "Nothing differs, and neither run has a metric.");
  if (style.format == report::Format::kTable) print(curves_text(reader, options, a, b));
}

int compare(const CompareOptions& options) {
  store::Reader reader(options.store.path());
  const report::Side a = report::read_side(reader, options.a, "");
  const report::Side b = report::read_side(reader, options.b, a.study);
  if (a.is_run && b.is_run) {
    const store::StoredRun run = reader.run(options.a);
    if (run.run.key == reader.run(options.b).run.key)
      throw base::UserError("compare", "both are run " + run.id, "Name two different runs");
    print_runs(reader, options, a, b);
    return 0;
  }
  if (a.values("key") == b.values("key"))
    throw base::UserError("compare", "both sides are the same runs", "Name two different sides");
  print_sides(reader, options, a, b);
  for (const report::Side* side : {&a, &b})
    if (!side->is_run && (side == &a || side->study != a.study))
      print_note(report::left_out_text(reader.left_out(side->query),
                                       shown_by_runs(side->study, options.store.suffix())),
                 options.output.style());
  return 0;
}

}  // namespace

void add_compare(const Command& app) {
  const auto options = std::make_shared<CompareOptions>();
  const Command command = app.add_command(
      "compare", "Two runs, cells, conditions or studies: what differs, and by how much");
  command.section("Look at results");
  command
      .add_argument("A", options->a,
                    "A run's id, a STUDY, a cell STUDY:NUMBER, or runs STUDY:path=value,path=value")
      .required()
      .takes({ValueKind::kStudy, ValueKind::kRun});
  command.add_argument("B", options->b, "Another; ':...' is in the same study")
      .required()
      .takes({ValueKind::kStudy, ValueKind::kRun});
  command.add_option("--metric", options->metrics, "Only these metrics: a,b")
      .type_name("METRIC")
      .with_commas();
  add_store_options(command, options->store);
  add_output_options(command, options->output);
  command.add_examples({"ice compare quickstart:activation=relu :activation=tanh",
                        "ice compare quickstart:0 quickstart:4 --metric dev.accuracy",
                        "ice compare 493d00 1f2e3d --json"});
  command.does([options] { return compare(*options); });
}

}  // namespace ice::cli
