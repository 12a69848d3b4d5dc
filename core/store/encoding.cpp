#include "store/encoding.hpp"

#include <cmath>
#include <limits>
#include <string_view>

#include "base/text.hpp"

namespace ice::store {
namespace {

std::optional<double> special_number(std::string_view text) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (text == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (text == "inf") return kInfinity;
  if (text == "-inf") return -kInfinity;
  if (text == "-0") return -0.0;
  return std::nullopt;
}

// ParamColumns::json; NULL when text and number determine the value.
std::optional<std::string> exact_json(const base::Value& value,
                                      const std::optional<double>& number) {
  if (value.is_string() || (number && std::isfinite(*number))) return std::nullopt;
  return number ? base::format_number(*number) : value.dump();
}

}  // namespace

NumberColumns encode(double x) {
  const bool is_negative_zero = x == 0 && std::signbit(x);
  if (is_negative_zero) return {0.0, base::format_number(x)};
  if (!std::isfinite(x)) return {std::nullopt, base::format_number(x)};
  return {x, std::nullopt};
}

double decode_number(const Statement& row, int number_column, int text_column) {
  if (row.is_null(text_column)) return row.real(number_column);
  return special_number(row.text(text_column)).value_or(row.real(number_column));
}

ParamColumns encode(const base::Value& value) {
  std::optional<double> number = base::as_number(value);
  if (value.is_boolean()) number = value.get<bool>() ? 1 : 0;
  return {base::to_text(value), number ? encode(*number).number : std::nullopt,
          exact_json(value, number)};
}

base::Value decode_param(const Statement& row, int first) {
  const int value = first, number = first + 1, json = first + 2;
  if (row.is_null(number) && row.is_null(json)) return row.string(value);
  const std::string_view exact = row.text(row.is_null(json) ? value : json);
  if (const auto special = special_number(exact)) return *special;
  const base::Value parsed = base::Value::parse(exact, nullptr, /*allow_exceptions=*/false);
  return parsed.is_discarded() ? base::Value(row.string(value)) : parsed;
}

}  // namespace ice::store
