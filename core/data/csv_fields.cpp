#include "data/csv_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace ice::data {
namespace {

std::string in_small_letters(std::string_view field) {
  std::string lower(field);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

// "2020-01-31", "31.12.2020", "1/31/20 10:00": two or more parts of digits, parted as dates are.
bool looks_like_date(std::string_view field) {
  std::size_t parts = 0, digits = 0;
  for (const char c : field) {
    if (base::is_digit(c)) {
      digits += 1;
    } else if (std::string_view("-./: T").find(c) != std::string_view::npos && digits > 0) {
      ++parts;
      if (digits > 4) return false;
      digits = 0;
    } else {
      return false;
    }
  }
  return parts >= 2 && digits > 0;
}

// "1,234,567.8" or, with the signs exchanged, "1.234.567,8": groups of three digits.
bool has_thousands(std::string_view field, char separator, char decimal) {
  const auto end = std::min(field.find(decimal), field.size());
  std::string_view whole = field.substr(0, end);
  if (!whole.empty() && (whole[0] == '-' || whole[0] == '+')) whole.remove_prefix(1);
  const std::vector<std::string> groups = base::split(std::string(whole), separator);
  if (groups.size() < 2 || groups[0].empty() || groups[0].size() > 3) return false;
  const auto is_digits = [](const std::string& group) {
    return !group.empty() && std::ranges::all_of(group, base::is_digit);
  };
  return std::ranges::all_of(groups, is_digits) &&
         std::all_of(groups.begin() + 1, groups.end(),
                     [](const std::string& group) { return group.size() == 3; });
}

std::optional<double> with_decimal(std::string_view field, char decimal) {
  if (decimal == '.') return base::parse_number(field);
  if (field.find('.') != std::string_view::npos) return std::nullopt;
  std::string text(field);
  std::ranges::replace(text, decimal, '.');
  return base::parse_number(text);
}

}  // namespace

bool CsvFields::is_missing(std::string_view field) const {
  if (field.empty()) return true;
  constexpr std::size_t kLongest = 3;
  if (field.size() <= kLongest) {
    const std::string lower = in_small_letters(field);
    if (lower == "na" || lower == "nan") return true;
  }
  return std::ranges::find(na_values_, field) != na_values_.end();
}

std::optional<double> CsvFields::number(std::string_view field) const {
  return with_decimal(field, decimal_);
}

std::optional<double> CsvFields::feature(std::string_view field) const {
  if (const auto x = number(field)) return x;
  constexpr std::size_t kLongest = 5;
  if (field.size() > kLongest) return std::nullopt;
  const std::string lower = in_small_letters(field);
  if (lower == "true") return 1;
  if (lower == "false") return 0;
  return std::nullopt;
}

bool CsvFields::is_date(std::string_view field) { return looks_like_date(field); }

std::string CsvFields::advice(std::string_view field, const std::string& name) const {
  const char other = decimal_ == '.' ? ',' : '.';
  if (has_thousands(field, other, decimal_) && !with_decimal(field, other))
    return fmt::format("Numbers have no separators of thousands: remove each '{}'", other);
  if (with_decimal(field, other)) {
    const std::string remedy =
        fmt::format("data.decimal: '{}' reads numbers with a decimal '{}'", other, other);
    return has_thousands(field, other, decimal_)
               ? fmt::format("{}; a separator of thousands is to be removed", remedy)
               : remedy;
  }
  double not_finite = 0;  // "inf", "1e999"
  if (std::from_chars(field.data(), field.data() + field.size(), not_finite).ptr ==
      field.data() + field.size())
    return fmt::format("Change it, or ignore the column by data.ignore: [{}]", name);
  if (looks_like_date(field))
    return fmt::format(
        "It looks like a date: make a number of it, or ignore the column by "
        "data.ignore: [{}]",
        name);
  return fmt::format(
      "Features are numbers: write data.categories: one_hot for columns of texts, or data.ignore: "
      "[{}]",
      name);
}

}  // namespace ice::data
