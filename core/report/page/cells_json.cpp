#include "report/page/cells_json.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "base/text.hpp"
#include "report/leaderboard.hpp"
#include "report/left_out.hpp"
#include "report/table.hpp"

namespace ice::report {
namespace {

using base::Value;

constexpr int kDigitsOfValues[] = {4, 6, 17};

// A column of values as the different ones and, for each row, the index of its own.
class ValueColumn {
 public:
  explicit ValueColumn(const std::vector<std::vector<store::Field>>& rows, std::size_t column) {
    for (const auto& row : rows) add(row[column]);
    sort();
  }

  // [number or null, text]: with as few digits as tell the values apart.
  [[nodiscard]] Value values() const {
    std::vector<std::string> texts;
    for (const int digits : kDigitsOfValues) {
      texts.clear();
      for (const store::Field& value : different_) texts.push_back(field_text(value, digits));
      if (std::set<std::string>(texts.begin(), texts.end()).size() == texts.size()) break;
    }
    Value list = Value::array();
    for (const std::size_t i : order_) {
      const auto number = base::as_number(different_[i]);
      list.push_back({number ? Value(*number) : Value(), texts[i]});
    }
    return list;
  }
  [[nodiscard]] std::int64_t index(std::size_t row) const {
    return of_row_[row] < 0 ? -1 : place_[static_cast<std::size_t>(of_row_[row])];
  }

 private:
  void add(const store::Field& field) {
    if (field.is_null()) return of_row_.push_back(-1);
    const auto [known, is_new] = known_.emplace(field.dump(), different_.size());
    if (is_new) different_.push_back(field);
    of_row_.push_back(static_cast<std::int64_t>(known->second));
  }

  // Numbers by size, then all others as they came.
  void sort() {
    order_.resize(different_.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::ranges::stable_sort(order_, {}, [&](std::size_t i) {
      return base::as_number(different_[i]).value_or(std::numeric_limits<double>::infinity());
    });
    place_.resize(order_.size());
    for (std::size_t i = 0; i < order_.size(); ++i)
      place_[order_[i]] = static_cast<std::int64_t>(i);
  }

  std::map<std::string, std::size_t> known_;
  std::vector<store::Field> different_;
  std::vector<std::int64_t> of_row_, place_;
  std::vector<std::size_t> order_;
};

// A row for each cell: what it varies, and its origins where these differ.
store::Table parameter_table(const Shown& shown, const std::vector<ShownCell>& cells) {
  std::vector<std::uint64_t> numbers;
  for (const ShownCell& cell : cells) numbers.push_back(cell.cell);
  store::CellTable found = shown.reader.cells(shown.query, numbers);
  store::Table table{found.parameters, {}};
  std::vector<std::string> keys;
  for (const std::uint64_t number : numbers) {
    keys.push_back(found.cells.at(number).key);
    table.rows.push_back(std::move(found.cells.at(number).values));
  }
  insert_origins(shown.reader, shown.query, keys, "", /*with_core=*/false, table);
  return table;
}

Value summaries_json(const Shown& shown, const std::vector<ShownCell>& cells,
                     const std::string& metric, store::At at) {
  const Leaderboard board = rank_cells(shown.scores.of(metric, at), metric, shown.study.goal);
  std::map<std::uint64_t, const judge::Summary*> by_cell;
  for (const RankedCell& cell : board.cells) by_cell.emplace(cell.cell, &cell.metric);
  Value json{{"mean", Value::array()},
             {"deviation", Value::array()},
             {"low", Value::array()},
             {"high", Value::array()},
             {"n", Value::array()}};
  for (const ShownCell& cell : cells) {
    const judge::Summary& summary = *by_cell.at(cell.cell);
    json["mean"].push_back(json_number(summary.mean));
    json["deviation"].push_back(json_number(summary.deviation));
    json["low"].push_back(json_number(summary.low));
    json["high"].push_back(json_number(summary.high));
    json["n"].push_back(summary.n);
  }
  return json;
}

}  // namespace

const std::vector<store::Score>& Scores::of(const std::string& metric, store::At at) {
  const auto [known, is_new] = known_.try_emplace({metric, at});
  if (is_new) known->second = reader_.scores(query_, metric, at);
  return known->second;
}

std::vector<ShownCell> shown_cells(const Shown& shown) {
  std::vector<ShownCell> cells;
  for (const store::Score& run : shown.scores.of(shown.study.metric, store::At::kFinal)) {
    if (cells.empty() || cells.back().cell != run.cell) cells.push_back({run.cell, {}, {}});
    const bool is_finished = run.status == store::Status::kFinished;
    (is_finished ? cells.back().finished : cells.back().others).push_back(run.key);
  }
  return cells;
}

Value cells_json(const Shown& shown, const std::vector<ShownCell>& cells) {
  const store::Table table = parameter_table(shown, cells);
  const std::vector<std::string> names = short_names(table.columns);
  Value json{{"parameters", Value::array()}, {"cells", Value::array()}, {"values", Value::array()}};
  for (const ShownCell& cell : cells) {
    json["cells"].push_back(cell.cell);
    json["values"].push_back(Value::array());
  }
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const ValueColumn column(table.rows, i);
    json["parameters"].push_back(
        {{"name", table.columns[i]}, {"short", names[i]}, {"values", column.values()}});
    for (std::size_t row = 0; row < cells.size(); ++row)
      json["values"][row].push_back(column.index(row));
  }
  return json;
}

Value board_json(const Shown& shown, const std::vector<ShownCell>& cells,
                 const std::vector<std::string>& metrics) {
  Value json = Value::object();
  for (const std::string& metric : metrics)
    json[metric] = {{"final", summaries_json(shown, cells, metric, store::At::kFinal)},
                    {"best", summaries_json(shown, cells, metric, store::At::kBest)}};
  return json;
}

Value json_number(double x, int digits) {
  if (!std::isfinite(x)) return nullptr;
  return base::parse_number(base::format_short(x, digits)).value_or(x);
}

}  // namespace ice::report
