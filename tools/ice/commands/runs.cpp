// `ice runs`: a table of runs.
#include <algorithm>
#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/selection.hpp"
#include "commands/commands.hpp"
#include "metric/metric.hpp"
#include "report/left_out.hpp"
#include "report/table.hpp"
#include "store/query/query.hpp"

namespace ice::cli {
namespace {

constexpr const char* kCellKey = "cell_key";

struct RunsOptions {
  store::RunQuery query;
  SelectionOptions selection;
  std::vector<std::string> columns;
  bool only_changed = false;
  StoreOptions store;
  OutputOptions output;
};

bool is_constant(const store::Table& table, std::size_t column) {
  return std::all_of(table.rows.begin(), table.rows.end(),
                     [&](const auto& row) { return row[column] == table.rows.front()[column]; });
}

void keep_changed(store::Table& table) {
  if (table.rows.size() < 2) return;
  for (std::size_t i = table.columns.size(); i-- > 0;) {
    if (is_constant(table, i)) report::drop_column(table, std::string(table.columns[i]));
  }
}

// The column that a name means: whole, by its last part, or with underscores for dots.
std::size_t find_column(const store::Table& table, const std::string& name) {
  const std::vector<std::string> shorter = report::short_names(table.columns);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    std::string underscored = table.columns[i];
    std::replace(underscored.begin(), underscored.end(), '.', '_');
    if (name == table.columns[i] || name == shorter[i] || name == underscored) return i;
  }
  throw base::UserError("--columns", "no column '" + name + "'",
                        base::suggest(name, table.columns));
}

store::Table select(const store::Table& table, const std::vector<std::string>& names) {
  store::Table selected;
  std::vector<std::size_t> order;
  for (const std::string& name : names) {
    order.push_back(find_column(table, name));
    selected.columns.push_back(table.columns[order.back()]);
  }
  for (const auto& row : table.rows) {
    std::vector<store::Field> fields;
    for (const std::size_t at : order) fields.push_back(row[at]);
    selected.rows.push_back(std::move(fields));
  }
  return selected;
}

// Whether people look for the metric first, or it is the study's own on another part.
bool is_headline(const std::string& name, const std::string& of_study) {
  const metric::Metric* const row = metric::find(name);
  return row != nullptr && (row->is_headline || row == metric::find(of_study));
}

// For people the study's own metric comes first of the metrics, then the headlines. A narrow
// terminal leaves columns out from the right: there are details of the run (cell, epochs, seconds)
// and then all other metrics.
std::vector<std::string> order_for_people(const store::Table& table, const std::string& metric) {
  const auto rank = [&](const std::string& name) {
    if (name == "id" || name == "study") return 0;
    if (name == "status") return 1;
    if (name == metric) return 3;
    if (report::is_metric(name)) return is_headline(name, metric) ? 4 : 6;
    const bool is_detail = name == "cell" || name == "epochs" || name == "seconds";
    return is_detail ? 5 : 2;
  };
  std::vector<std::string> names = table.columns;
  std::stable_sort(names.begin(), names.end(),
                   [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return names;
}

// Why there are no rows, as far as it can be told.
std::string nothing_found(store::Reader& reader, const store::RunQuery& query) {
  if (query.where.empty()) return "No runs yet.";
  std::string text = "No run matches.";
  for (const std::string& line : reader.where_hints(query)) text += "\n" + line;
  return text;
}

// Few digits are enough to tell keys of cells and digests of data apart.
void shorten_digests(store::Table& table) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i] != kCellKey && table.columns[i] != "data") continue;
    for (auto& row : table.rows)
      if (row[i].is_string()) row[i] = report::short_digest(row[i].get<std::string>());
  }
}

std::vector<std::string> take_column(store::Table& table, const std::string& name) {
  const auto at =
      static_cast<std::size_t>(std::ranges::find(table.columns, name) - table.columns.begin());
  std::vector<std::string> texts;
  for (const auto& row : table.rows) texts.push_back(row[at].get<std::string>());
  report::drop_column(table, name);
  return texts;
}

// Adds columns that tell runs of other plugin files, data and numerics apart.
void add_origins(store::Reader& reader, const store::RunQuery& query, bool only_changed,
                 store::Table& table) {
  const auto first_metric = std::ranges::find_if(table.columns, report::is_metric);
  const std::string before = first_metric == table.columns.end() ? "" : *first_metric;
  const std::vector<std::string> keys = take_column(table, kCellKey);
  report::insert_origins(reader, query, keys, before, only_changed, table);
}

void list(store::Reader& reader, const RunsOptions& options, const store::RunQuery& query) {
  const report::TableStyle style = options.output.style();
  store::RunQuery wanted = query;
  wanted.columns = options.columns;
  const bool of_one = !query.study.empty();
  const bool wants_origins =
      options.columns.empty() && (of_one || options.only_changed || query.superseded);
  if (wants_origins) wanted.columns = {kCellKey};
  store::Table table = reader.runs(wanted);
  if (wants_origins) add_origins(reader, query, options.only_changed, table);
  report::TableStyle fitting = style;
  if (!options.columns.empty()) {
    table = select(table, options.columns);
  } else if (style.format == report::Format::kTable) {
    if (of_one) fitting.keep = reader.study(query.study).metric;
    table = select(table, order_for_people(table, fitting.keep));
    if (of_one) report::drop_column(table, "study");
  }
  if (options.only_changed) keep_changed(table);
  if (style.format == report::Format::kTable || style.format == report::Format::kMarkdown)
    shorten_digests(table);
  print_table(table, fitting, table.rows.empty() ? nothing_found(reader, query) : "");
}

int list_runs(const RunsOptions& options) {
  store::Reader reader(options.store.path());
  store::RunQuery query = options.query;
  query.revision = options.selection.revision;
  query.superseded = options.selection.superseded;
  if (query.revision != 0 && query.study.empty())
    throw base::UserError("--revision", "is of a study", "Write 'ice runs STUDY --revision N'");
  list(reader, options, query);
  print_notes(reader, query, "--superseded shows them", options.output.style());
  return 0;
}

}  // namespace

void add_runs(const Command& app) {
  const auto options = std::make_shared<RunsOptions>();
  const Command command = app.add_command("runs", "A table of runs");
  command.section("Look at results");
  command.add_argument("STUDY", options->query.study, "Only this study's runs");
  command
      .add_option("--where", options->query.where,
                  "An SQL expression over parameters and metrics, by short or full names")
      .type_name("EXPR");
  command.add_option("--sort", options->query.sort, "Sort by a column, -COLUMN for descending")
      .type_name("COLUMN");
  command.add_option("-n,--limit", options->query.limit, "Runs to show, 0 for all [0]")
      .type_name("N")
      .whole_number(0);
  command.add_option("--columns", options->columns, "Only these columns, in this order: a,b,c")
      .type_name("LIST")
      .with_commas();
  command.add_flag("--only-changed", options->only_changed,
                   "Leave out columns in which all runs agree");
  add_selection_options(command, options->selection);
  add_store_options(command, options->store);
  add_output_options(command, options->output);
  command.add_examples(
      {"ice runs quickstart --sort -dev_accuracy --limit 5",
       "ice runs quickstart --where \"activation = 'tanh' and dev_accuracy > 0.5\"",
       "ice runs --columns id,study,status,seconds -f csv"});
  command.does([options] { return list_runs(*options); });
}

}  // namespace ice::cli
