#include "report/terminal/table_layout.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "report/table.hpp"
#include "report/terminal/style.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kGap = 2;         // blanks between columns
constexpr std::size_t kMinText = 10;    // a text column is not shortened below this
constexpr std::size_t kLongestId = 24;  // longest text of holds_ids()

struct Column {
  std::string name;  // in the table
  std::string head;
  std::vector<std::string> cells;
  bool numeric = false;
  std::size_t width = 0;
  std::size_t least = 0;  // it is not made narrower
};

// Blanks so that the decimal points of a column stand under each other: "0.1  ", "0.001".
void align_points(std::vector<std::string>& cells) {
  const auto tail = [](const std::string& cell) {
    return cell.size() - std::min(cell.find_first_of(".e"), cell.size());
  };
  std::size_t longest = 0;
  for (const std::string& cell : cells) longest = std::max(longest, tail(cell));
  for (std::string& cell : cells) cell += std::string(longest - tail(cell), ' ');
}

// Whether the texts say nothing when cut: names of the rows, and texts of one length (ids, times).
bool holds_ids(const Column& column, bool is_first) {
  const auto as_long = [&](const std::string& cell) {
    return cell.empty() || display_width(cell) == column.width;
  };
  return column.width <= kLongestId &&
         (is_first || std::all_of(column.cells.begin(), column.cells.end(), as_long));
}

Column make_column(const store::Table& table, std::size_t at, const std::string& head,
                   const TableStyle& style) {
  Column column{table.columns[at], one_line(head), {}, is_numeric(table, at), 0, 0};
  for (const auto& row : table.rows) column.cells.push_back(field_text(row[at], style.precision));
  if (column.numeric) align_points(column.cells);
  column.width = display_width(column.head);
  for (const std::string& cell : column.cells)
    column.width = std::max(column.width, display_width(cell));
  const bool is_rigid = column.numeric || holds_ids(column, at == 0);
  column.least = is_rigid ? column.width : std::min(column.width, kMinText);
  return column;
}

std::size_t width_of(const std::vector<Column>& columns, std::size_t Column::*measure) {
  const auto add = [&](std::size_t sum, const Column& column) {
    return sum + column.*measure + kGap;
  };
  return std::accumulate(columns.begin(), columns.end(), std::size_t{0}, add) - kGap;
}

// Where a column stands in a list of names; nullopt when it is not there.
std::optional<std::size_t> place_in(const std::vector<std::string>& names, const Column& column) {
  const auto found = std::ranges::find(names, column.name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

// The column that is to leave next. The first one names the rows and stays.
std::vector<Column>::iterator next_to_leave(std::vector<Column>& columns, const TableStyle& style) {
  const auto urgency = [&](std::size_t i) {
    const auto spare = place_in(style.spare, columns[i]);
    const auto kept = place_in(style.keep, columns[i]);
    if (spare) return std::pair(2, style.spare.size() - *spare);
    return kept ? std::pair(0, *kept) : std::pair(1, i);
  };
  std::size_t leaving = 1;
  for (std::size_t i = 2; i < columns.size(); ++i)
    if (urgency(i) >= urgency(leaving)) leaving = i;
  return columns.begin() + static_cast<std::ptrdiff_t>(leaving);
}

// Leaves out columns until the rest can fit; returns their heads in the order of the table.
std::vector<std::string> drop_columns(std::vector<Column>& columns, const TableStyle& style) {
  std::vector<std::string> heads;
  for (const Column& column : columns) heads.push_back(column.head);
  while (columns.size() > 1 && width_of(columns, &Column::least) > style.width)
    columns.erase(next_to_leave(columns, style));
  std::erase_if(heads, [&](const std::string& head) {
    return std::ranges::find(columns, head, &Column::head) != columns.end();
  });
  return heads;
}

// Makes the widest columns of text narrower until the table fits, one terminal column at a time.
void narrow_texts(std::vector<Column>& columns, std::size_t width) {
  const auto spare = [](const Column& column) {
    return column.width > column.least ? column.width : 0;
  };
  while (width_of(columns, &Column::width) > width) {
    const auto widest =
        std::max_element(columns.begin(), columns.end(),
                         [&](const Column& a, const Column& b) { return spare(a) < spare(b); });
    if (spare(*widest) == 0) return;
    --widest->width;
  }
}

std::string padded(const Column& column, const std::string& text) {
  const std::string shown = shorten(text, column.width);
  const std::string blanks(column.width - display_width(shown), ' ');
  return column.numeric ? blanks + shown : shown + blanks;
}

// Finished is what people expect; all else is to be seen.
Style status_style(const std::string& status) {
  if (status == "finished") return Style::kGreen;
  return status == "interrupted" || status == "pruned" ? Style::kYellow : Style::kRed;
}

void end_line(std::string& text) {
  text.erase(text.find_last_not_of(' ') + 1);
  text += '\n';
}

template <class CellOf>
std::string line_of(const std::vector<Column>& columns, CellOf cell_of) {
  std::string line;
  for (const Column& column : columns) {
    if (!line.empty()) line += std::string(kGap, ' ');
    line += cell_of(column);
  }
  end_line(line);
  return line;
}

std::string note_of_dropped(const std::vector<std::string>& dropped, const TableStyle& style) {
  if (dropped.empty()) return "";
  const std::string text = "not shown (-f csv has all): " + base::join(dropped, ", ");
  return painted(shorten(text, std::max<std::size_t>(style.width, 1)), Style::kDim, style.color) +
         "\n";
}

}  // namespace

bool is_numeric(const store::Table& table, std::size_t column) {
  const auto fits = [column](const auto& row) {
    return row[column].is_number() || row[column].is_null();
  };
  const auto has_number = [column](const auto& row) { return row[column].is_number(); };
  return std::all_of(table.rows.begin(), table.rows.end(), fits) &&
         std::any_of(table.rows.begin(), table.rows.end(), has_number);
}

std::string as_grid(const store::Table& table, const TableStyle& style) {
  if (table.columns.empty()) return "";
  std::vector<Column> columns;
  const std::vector<std::string> heads = short_names(table.columns);
  for (std::size_t i = 0; i < heads.size(); ++i)
    columns.push_back(make_column(table, i, heads[i], style));

  std::vector<std::string> dropped;
  if (style.width > 0) {
    dropped = drop_columns(columns, style);
    narrow_texts(columns, style.width);
  }

  std::string text = line_of(columns, [&](const Column& column) {
    return painted(padded(column, column.head), Style::kBold, style.color);
  });
  text += line_of(columns, [&](const Column& column) {
    return painted(repeat("─", column.width), Style::kDim, style.color);
  });
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    text += line_of(columns, [&](const Column& column) {
      const std::string& cell = column.cells[row];
      const Style look = column.name == "status" ? status_style(cell) : Style::kPlain;
      return painted(padded(column, cell), look, style.color);
    });
  return text + note_of_dropped(dropped, style);
}

}  // namespace ice::report
