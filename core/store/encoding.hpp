#pragma once
// Numbers and parameters as columns, and back, exactly.
#include <optional>
#include <string>

#include "base/value.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// A number as two columns. SQLite has no NaN and no -0, and comparisons in SQL should not meet
/// infinity: 'nan', 'inf', '-inf' stand as text beside NULL, '-0' beside 0; else the text is NULL.
/// (All NaNs are one.)
struct NumberColumns {
  std::optional<double> number;
  std::optional<std::string> text;
};
[[nodiscard]] NumberColumns encode(double x);
[[nodiscard]] double decode_number(const Statement& row, int number_column, int text_column);

/// A parameter as three columns: the text that people read and compare with, its number (booleans
/// are 1 and 0), and the value as JSON where these do not say it: lists, maps, null, "nan" ... for
/// such a number. A whole real number comes back as an integer: they are one value.
struct ParamColumns {
  std::string value;
  std::optional<double> number;
  std::optional<std::string> json;
};
[[nodiscard]] ParamColumns encode(const base::Value& value);
/// From the columns value, number, json, which stand together from `first` on. Text where what they
/// hold is damaged.
[[nodiscard]] base::Value decode_param(const Statement& row, int first);

}  // namespace ice::store
