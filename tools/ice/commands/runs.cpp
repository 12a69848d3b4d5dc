// `ice runs`: a table of runs.
#include <algorithm>
#include <array>
#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/selection.hpp"
#include "commands/commands.hpp"
#include "metric/metric.hpp"
#include "report/left_out.hpp"
#include "report/table.hpp"
#include "report/table_view.hpp"
#include "store/query/query.hpp"

namespace ice::cli {
namespace {

constexpr const char* kCellKey = "cell_key";

struct RunsOptions {
  std::string study, sort;
  std::uint64_t limit = 0;
  SelectionOptions selection;
  std::vector<std::string> columns, group_by;
  bool only_changed = false;
  StoreOptions store;
  OutputOptions output;
};

// Whether people look for the metric first, or it is the study's own on another part.
bool is_headline(const std::string& name, const std::string& of_study) {
  const metric::Metric* const row = metric::find(name);
  return row != nullptr && (row->is_headline || row == metric::find(of_study));
}

// For people the study's own metric comes first of the metrics, then the headlines.
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

bool is_fixed(const std::string& name) {
  constexpr std::array kFixed{"id", "study", "status", "seed", "cell", "epochs", "seconds"};
  return std::ranges::find(kFixed, name) != kFixed.end();
}

// Whether all runs finished: nobody misses the column then.
bool all_finished(const store::Table& table) {
  const std::size_t status = report::column_of(table, "status", "--columns");
  return std::ranges::all_of(table.rows,
                             [&](const auto& row) { return row[status] == "finished"; });
}

bool has_long_seeds(const store::Table& table) {
  constexpr std::uint64_t kLong = 1'000'000;
  const std::size_t seed = report::column_of(table, "seed", "--columns");
  return std::ranges::any_of(table.rows, [&](const auto& row) {
    return row[seed].template get<std::uint64_t>() >= kLong;
  });
}

// On a narrow terminal there stay what was asked for, the study's metric and what was varied;
// long seeds and details of the run leave first.
void choose_what_stays(store::Reader& reader, const store::RunQuery& query,
                       const std::string& metric, const store::Table& table,
                       report::TableStyle& style) {
  style.keep = reader.mentioned(query);
  style.keep.push_back(metric);
  for (const std::string& name : table.columns)
    if (!is_fixed(name) && !report::is_metric(name)) style.keep.push_back(name);
  if (has_long_seeds(table)) style.spare.emplace_back("seed");
  style.spare.insert(style.spare.end(), {"seconds", "epochs", "cell"});
  if (all_finished(table)) style.spare.emplace_back("status");
  for (const std::string& name : reader.mentioned(query)) std::erase(style.spare, name);
}

// Why there are no rows, as far as it can be told.
std::string nothing_found(store::Reader& reader, const store::RunQuery& query) {
  if (!query.is_filtered()) return "No runs yet.";
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

// The runs with these columns only, which --columns or a group needs.
store::Table with_columns(store::Reader& reader, const store::RunQuery& query,
                          const std::vector<std::string>& columns, const std::string& option) {
  store::RunQuery wanted = query;
  wanted.columns = reader.resolved(query, columns, option);
  store::Table table = reader.runs(wanted);
  for (const std::string& name : wanted.columns) {  // a metric that no run has
    if (std::ranges::find(table.columns, name) != table.columns.end()) continue;
    table.columns.push_back(name);
    for (auto& row : table.rows) row.emplace_back();
  }
  return table;
}

store::Table groups(store::Reader& reader, const RunsOptions& options,
                    const store::RunQuery& query) {
  store::RunQuery all = query;
  all.sort.clear();
  all.limit = 0;
  const std::vector<std::string> by = reader.resolved(all, options.group_by, "--group-by");
  store::Table table =
      report::group_runs(with_columns(reader, all, options.group_by, "--group-by"), by);
  if (!options.columns.empty())
    table = report::select_columns(table, options.columns);
  else if (options.output.style().format == report::Format::kTable && !query.study.empty())
    table =
        report::select_columns(table, order_for_people(table, reader.study(query.study).metric));
  report::sort_rows(table, options.sort);
  if (options.limit > 0 && table.rows.size() > options.limit) table.rows.resize(options.limit);
  return table;
}

// All columns that tell the runs apart, and those that were asked about.
store::Table usual_columns(store::Reader& reader, const RunsOptions& options,
                           const store::RunQuery& query, report::TableStyle& style) {
  const bool of_one = !query.study.empty();
  store::RunQuery wanted = query;
  wanted.columns = reader.mentioned(query);
  const bool wants_origins = of_one || options.only_changed || query.superseded;
  const bool asks_for_key = std::ranges::find(wanted.columns, kCellKey) != wanted.columns.end();
  if (wants_origins && !asks_for_key) wanted.columns.emplace_back(kCellKey);
  store::Table table = reader.runs(wanted);
  if (wants_origins && !asks_for_key) add_origins(reader, query, options.only_changed, table);
  if (style.format != report::Format::kTable) return table;
  const std::string metric = of_one ? reader.study(query.study).metric : "";
  choose_what_stays(reader, query, metric, table, style);
  table = report::select_columns(table, order_for_people(table, metric));
  if (of_one) report::drop_column(table, "study");
  return table;
}

store::Table table_of(store::Reader& reader, const RunsOptions& options,
                      const store::RunQuery& query, report::TableStyle& style) {
  if (!options.group_by.empty()) return groups(reader, options, query);
  if (options.columns.empty()) return usual_columns(reader, options, query, style);
  if (options.columns == std::vector<std::string>{"all"}) {
    store::RunQuery all = query;
    all.columns = options.columns;
    return reader.runs(all);
  }
  const std::vector<std::string> names = reader.resolved(query, options.columns, "--columns");
  return report::select_columns(with_columns(reader, query, names, "--columns"), names);
}

int list_runs(const RunsOptions& options) {
  store::Reader reader(options.store.path());
  store::RunQuery query = options.selection.of(options.study);
  query.sort = options.sort;
  query.limit = options.limit;
  if (query.revision != 0 && query.study.empty())
    throw base::UserError("--revision", "is of a study", "Write 'ice runs STUDY --revision N'");
  report::TableStyle style = options.output.style();
  store::Table table = table_of(reader, options, query, style);
  if (options.only_changed) report::keep_changed(table);
  if (style.format == report::Format::kTable || style.format == report::Format::kMarkdown)
    shorten_digests(table);
  print_table(table, style, table.rows.empty() ? nothing_found(reader, query) : "");
  print_notes(reader, query, "--superseded shows them", options.output.style());
  return 0;
}

}  // namespace

void add_runs(const Command& app) {
  const auto options = std::make_shared<RunsOptions>();
  const Command command = app.add_command("runs", "A table of runs");
  command.section("Look at results");
  command.add_argument("STUDY", options->study, "Only this study's runs");
  add_where_options(command, options->selection);
  command.add_option("--sort", options->sort, "Sort by a column, -COLUMN for descending")
      .type_name("COLUMN");
  command.add_option("-n,--limit", options->limit, "Rows to show, 0 for all [0]")
      .type_name("N")
      .whole_number(0);
  command
      .add_option("--columns", options->columns,
                  "Only these columns, in this order: a,b,c; 'all' for every one")
      .type_name("LIST")
      .takes({ValueKind::kColumn})
      .with_commas();
  command
      .add_option("--group-by", options->group_by,
                  "A row for each value of these columns: a,b; with the mean of each metric")
      .type_name("LIST")
      .takes({ValueKind::kColumn})
      .with_commas();
  command.add_flag("--only-changed", options->only_changed,
                   "Leave out columns in which all runs agree");
  add_selection_options(command, options->selection);
  add_store_options(command, options->store);
  add_output_options(command, options->output);
  command.add_examples(
      {"ice runs quickstart --sort -dev_accuracy --limit 5",
       "ice runs quickstart --where \"activation = 'tanh' and dev_accuracy > 0.5\"",
       "ice runs quickstart --group-by activation",
       "ice runs --since '2 days' --columns id,study,status,started_at,seconds -f csv"});
  command.does([options] { return list_runs(*options); });
}

}  // namespace ice::cli
