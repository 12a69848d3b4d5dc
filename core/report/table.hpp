#pragma once
// Writes a table as text: for a terminal, a document, or another program.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/query/query.hpp"

namespace ice::report {

enum class Format { kTable, kJson, kCsv, kMarkdown };

/// "table", "json", "csv", "md"; nothing for any other text.
[[nodiscard]] std::optional<Format> format_from(std::string_view text);

struct TableStyle {
  Format format = Format::kTable;
  std::size_t width = 0;  ///< columns of the terminal; 0: no limit
  int precision = 4;      ///< significant digits of reals in tables; json and csv are always exact
  bool color = false;
  /// Columns that leave last when there is no room for all, the most important first, and columns
  /// that leave first, in this order. Between them the others leave from the right.
  std::vector<std::string> keep = {}, spare = {};
};

/// The table, with a new line at its end. Formats for people (table, md) name a column by the last
/// part of its name where that is unique ("learning_rate"). `table` also aligns numbers at their
/// decimal points, colours statuses and, given a width, shortens long texts and leaves out columns,
/// which a line below names. Formats for programs have full names and exact numbers: json is a list
/// of objects, in which nan, inf and -inf are texts; csv quotes as RFC 4180 does.
[[nodiscard]] std::string render(const store::Table& table, const TableStyle& style);

/// A field as JSON can hold it: nan and infinities become texts, never null.
[[nodiscard]] store::Field json_field(const store::Field& field);

/// A text as a field of CSV: in quotes where RFC 4180 wants them.
[[nodiscard]] std::string csv_field(const std::string& text);

/// A number for people: whole numbers whole, reals with `precision` significant digits.
[[nodiscard]] std::string format_value(double x, int precision);

/// A field for people, on one line; empty for null.
[[nodiscard]] std::string field_text(const store::Field& field, int precision);

/// True for "train.cost", "dev.accuracy", "test.rmse": parameters start with other words.
[[nodiscard]] bool is_metric(std::string_view name);

/// The last dotted part of each parameter's name, where no other name ends in the same. Metrics and
/// parameters of the data stay whole: "cost" and "noise" would say too little.
[[nodiscard]] std::vector<std::string> short_names(const std::vector<std::string>& names);

/// A cell of a table that is empty where the number is NaN.
[[nodiscard]] store::Field field_of(double x);

/// Drops the column of this name, if there is one.
void drop_column(store::Table& table, const std::string& name);

}  // namespace ice::report
