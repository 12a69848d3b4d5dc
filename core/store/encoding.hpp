#pragma once
// Converts numbers and parameters to columns of a row and back, without any loss.
#include <optional>
#include <string>

#include "base/value.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// A number as two columns. SQLite has neither NaN nor -0, and an infinity would disturb
/// comparisons in SQL. NaN and infinities are therefore NULL with the text 'nan', 'inf' or '-inf',
/// -0 is 0 with the text '-0', and all other numbers have the text NULL. All NaNs are the same.
struct NumberColumns {
  std::optional<double> number;
  std::optional<std::string> text;
};
[[nodiscard]] NumberColumns encode(double x);
/// The number in these two columns of the current row.
[[nodiscard]] double decode_number(const Statement& row, int number_column, int text_column);

/// A parameter as three columns. A whole real number is read back as an integer, because they are
/// the same value.
struct ParamColumns {
  std::string value;             ///< the text that people read and compare with (base::to_text)
  std::optional<double> number;  ///< for numbers, and for booleans (1 and 0)
  /// The value as JSON when `value` and `number` do not determine it: for lists, maps and null.
  /// "nan", "inf" or "-inf" for such a number. Otherwise NULL.
  std::optional<std::string> json;
};
[[nodiscard]] ParamColumns encode(const base::Value& value);
/// The parameter in the columns value, number, json of the current row, which begin at `first`.
/// Returns the text of the column value when the columns are damaged.
[[nodiscard]] base::Value decode_param(const Statement& row, int first);

}  // namespace ice::store
