#include "report/table_view.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/table.hpp"
#include "store/record.hpp"

namespace ice::report {
namespace {

using Fields = std::vector<store::Field>;

bool has_no_order(const store::Field& field) {
  return field.is_null() || (field.is_number_float() && std::isnan(field.get<double>()));
}

// Before texts come numbers: two kinds of values seldom stand in one column.
bool comes_before(const store::Field& a, const store::Field& b) {
  if (a.is_number() && b.is_number()) return a.get<double>() < b.get<double>();
  if (a.is_number() != b.is_number()) return a.is_number();
  return base::to_text(a) < base::to_text(b);
}

struct FieldsOrder {
  bool operator()(const Fields& a, const Fields& b) const {
    return std::ranges::lexicographical_compare(a, b, [](const auto& x, const auto& y) {
      if (x.is_null() || y.is_null()) return !x.is_null() && y.is_null();
      return comes_before(x, y);
    });
  }
};

struct Group {
  std::uint64_t runs = 0, finished = 0;
  std::vector<double> sums;
  std::vector<std::uint64_t> counts;
};

std::vector<std::size_t> metric_columns(const store::Table& table) {
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (is_metric(table.columns[i])) columns.push_back(i);
  return columns;
}

void add(Group& group, const Fields& row, const std::vector<std::size_t>& metrics,
         std::size_t status) {
  group.sums.resize(metrics.size());
  group.counts.resize(metrics.size());
  ++group.runs;
  if (row[status] != store::to_string(store::Status::kFinished)) return;
  ++group.finished;
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    if (!row[metrics[i]].is_number()) continue;
    group.sums[i] += row[metrics[i]].get<double>();
    ++group.counts[i];
  }
}

}  // namespace

std::size_t column_of(const store::Table& table, const std::string& name,
                      const std::string& option) {
  const std::vector<std::string> shorter = short_names(table.columns);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    std::string underscored = table.columns[i];
    std::replace(underscored.begin(), underscored.end(), '.', '_');
    if (name == table.columns[i] || name == shorter[i] || name == underscored) return i;
  }
  throw base::UserError(option, "no column '" + name + "'", base::suggest(name, table.columns));
}

store::Table select_columns(const store::Table& table, const std::vector<std::string>& names) {
  store::Table selected;
  std::vector<std::size_t> order;
  for (const std::string& name : names) {
    order.push_back(column_of(table, name, "--columns"));
    selected.columns.push_back(table.columns[order.back()]);
  }
  for (const Fields& row : table.rows) {
    Fields fields;
    for (const std::size_t at : order) fields.push_back(row[at]);
    selected.rows.push_back(std::move(fields));
  }
  return selected;
}

void sort_rows(store::Table& table, const std::string& sort) {
  if (sort.empty()) return;
  const bool descending = sort.starts_with('-');
  const std::size_t at = column_of(table, sort.substr(descending ? 1 : 0), "--sort");
  std::ranges::stable_sort(table.rows, [&](const Fields& a, const Fields& b) {
    const bool a_last = has_no_order(a[at]);
    const bool b_last = has_no_order(b[at]);
    if (a_last || b_last) return !a_last && b_last;
    return descending ? comes_before(b[at], a[at]) : comes_before(a[at], b[at]);
  });
}

void keep_changed(store::Table& table) {
  if (table.rows.size() < 2) return;
  for (std::size_t i = table.columns.size(); i-- > 0;) {
    const auto is_same = [&](const Fields& row) { return row[i] == table.rows.front()[i]; };
    if (std::ranges::all_of(table.rows, is_same)) drop_column(table, std::string(table.columns[i]));
  }
}

store::Table group_runs(const store::Table& runs, const std::vector<std::string>& by) {
  std::vector<std::size_t> keys;
  for (const std::string& name : by) keys.push_back(column_of(runs, name, "--group-by"));
  const std::vector<std::size_t> metrics = metric_columns(runs);
  const std::size_t status = column_of(runs, "status", "--group-by");
  std::map<Fields, Group, FieldsOrder> groups;
  for (const Fields& row : runs.rows) {
    Fields key;
    for (const std::size_t at : keys) key.push_back(row[at]);
    add(groups[key], row, metrics, status);
  }
  store::Table table{by, {}};
  table.columns.insert(table.columns.end(), {"runs", "finished"});
  for (const std::size_t at : metrics) table.columns.push_back(runs.columns[at]);
  for (const auto& [key, group] : groups) {
    Fields row = key;
    row.insert(row.end(), {group.runs, group.finished});
    for (std::size_t i = 0; i < metrics.size(); ++i)
      row.push_back(group.counts[i] == 0
                        ? store::Field()
                        : store::Field(group.sums[i] / static_cast<double>(group.counts[i])));
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace ice::report
