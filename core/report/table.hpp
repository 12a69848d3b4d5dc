#pragma once
// A table as text: for a terminal, a document, or another program.
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
  std::size_t width = 0;  ///< columns of the terminal, 0: as wide as it gets
  int precision = 4;      ///< significant digits of reals in tables; json and csv are exact always
  bool color = false;
  std::string keep = {};  ///< a column that gives way last where there is no room for all
};

/// The table with a new line at its end. Tables for people (table, md) head a column by the last
/// part of its name where that is unique ("learning_rate"), align numbers at their decimal point
/// and, given a width, shorten long texts and leave out columns from the right, named below. For
/// programs: json is a list of objects, csv quotes as RFC 4180 does; names are whole, numbers
/// exact, and nan, inf, -inf are texts.
[[nodiscard]] std::string render(const store::Table& table, const TableStyle& style);

/// A field as JSON can hold it: nan and infinities become texts, never null.
[[nodiscard]] store::Field json_field(const store::Field& field);

/// A number for people: whole numbers whole, reals with `precision` significant digits.
[[nodiscard]] std::string format_value(double x, int precision);

/// A field for people.
[[nodiscard]] std::string field_text(const store::Field& field, int precision);

/// True for "train.cost", "dev.accuracy", "test.rmse": parameters start with other words.
[[nodiscard]] bool is_metric(std::string_view name);

/// Each parameter's last dotted part where no other name ends in the same; metrics and the data's
/// parameters stay whole.
[[nodiscard]] std::vector<std::string> short_names(const std::vector<std::string>& names);

/// Codes for `painted`.
inline constexpr std::string_view kBold = "1", kDim = "2";

/// `text` between a terminal's bold (dim, ...) codes when `color`. `code` as in "\x1b[1m": "1".
[[nodiscard]] std::string painted(std::string_view text, std::string_view code, bool color);

}  // namespace ice::report
