#include "study/scalar.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>

#include "base/text.hpp"

namespace ice::study {
namespace {

using base::Value;

template <std::size_t n>
bool is_one_of(std::string_view text, const std::array<std::string_view, n>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

std::string_view without_sign(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return text;
}

// Removes the digits at the start of `text` and returns their number.
std::size_t take_digits(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), base::is_digit);
  const auto count = static_cast<std::size_t>(end - text.begin());
  text.remove_prefix(count);
  return count;
}

// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool is_real(std::string_view text) {
  text = without_sign(text);
  const std::size_t whole = take_digits(text);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (take_digits(text) == 0 && whole == 0) return false;
  } else if (whole == 0) {
    return false;
  }
  if (text.empty()) return true;
  if (text.front() != 'e' && text.front() != 'E') return false;
  text = without_sign(text.substr(1));
  return take_digits(text) > 0 && text.empty();
}

bool is_integer(std::string_view text) {
  text = without_sign(text);
  return take_digits(text) > 0 && text.empty();
}

template <class T>
std::optional<Value> read_integer(std::string_view digits, int base) {
  T number{};
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number, base);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return Value(number);
}

std::optional<Value> based_integer(std::string_view text) {
  if (text.starts_with("0o")) return read_integer<std::uint64_t>(text.substr(2), 8);
  if (text.starts_with("0x")) return read_integer<std::uint64_t>(text.substr(2), 16);
  return std::nullopt;
}

std::optional<Value> decimal_integer(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  if (auto number = read_integer<std::int64_t>(text, 10)) return number;
  return read_integer<std::uint64_t>(text, 10);
}

double read_real(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  // from_chars leaves the number alone when it is out of range; strtod says which way.
  if (error == std::errc::result_out_of_range)
    return std::strtod(std::string(text).c_str(), nullptr);
  return number;
}

std::optional<Value> special_real(std::string_view text) {
  constexpr std::array<std::string_view, 3> kInfinity{".inf", ".Inf", ".INF"};
  constexpr std::array<std::string_view, 3> kNan{".nan", ".NaN", ".NAN"};
  if (is_one_of(text, kNan)) return std::numeric_limits<double>::quiet_NaN();
  if (!is_one_of(without_sign(text), kInfinity)) return std::nullopt;
  constexpr double kInf = std::numeric_limits<double>::infinity();
  return text.starts_with('-') ? -kInf : kInf;
}

}  // namespace

Value plain_scalar(std::string_view text) {
  constexpr std::array<std::string_view, 5> kNull{"", "~", "null", "Null", "NULL"};
  constexpr std::array<std::string_view, 3> kTrue{"true", "True", "TRUE"};
  constexpr std::array<std::string_view, 3> kFalse{"false", "False", "FALSE"};
  if (is_one_of(text, kNull)) return nullptr;
  if (is_one_of(text, kTrue)) return true;
  if (is_one_of(text, kFalse)) return false;
  if (const auto number = based_integer(text)) return *number;
  if (is_integer(text)) {
    if (const auto number = decimal_integer(text)) return *number;
  }
  if (is_real(text)) return read_real(text);
  if (const auto number = special_real(text)) return *number;
  return text;
}

}  // namespace ice::study
