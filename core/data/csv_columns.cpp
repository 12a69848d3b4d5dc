#include "data/csv_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace ice::data {
namespace {

using base::UserError;
using Names = std::vector<std::string>;

constexpr const char* kNoHeader =
    "The first line must be the names of the columns; without names write data.header: false";

bool is_number(const std::string& text) { return base::parse_number(text).has_value(); }

void check_name(std::string_view name, std::size_t column, const std::string& where) {
  if (name.find('\r') != std::string_view::npos)
    throw UserError(where, "lines end in CR alone", "Save the file with LF or CR LF");
  if (!base::is_plain_text(name))
    throw UserError(where, fmt::format("column {} {}: is not plain text", column + 1, shown(name)),
                    kPlainText);
}

// A header with one name that holds what parts fields elsewhere was split by the wrong character.
void refuse_other_delimiter(std::string_view name, const std::string& where) {
  for (const char delimiter : {';', '\t', ',', '|'}) {
    if (name.find(delimiter) == std::string_view::npos) continue;
    const std::string written = delimiter == '\t' ? "\\t" : std::string(1, delimiter);
    throw UserError(where, "has one column, with '" + written + "' in its name",
                    "Write data.delimiter: \"" + written + "\"");
  }
}

void check_unique(const Names& names, const std::string& where) {
  std::map<std::string_view, std::size_t> indices;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) continue;  // choose_features asks about it
    const auto [first, is_new] = indices.emplace(names[i], i);
    if (is_new) continue;
    const std::string found =
        fmt::format("columns {} and {} are both named '{}'", first->second + 1, i + 1, names[i]);
    throw UserError(
        where, found,
        is_number(names[i])
            ? kNoHeader
            : "Give each column a name of its own; without names write data.header: false");
  }
}

// A column's number from 1; nullopt for any other text.
std::optional<std::size_t> column_number(const std::string& text, std::size_t columns) {
  std::size_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  const bool is_number = error == std::errc() && stop == end && number >= 1 && number <= columns;
  return is_number ? std::optional(number) : std::nullopt;
}

// A hint with the nearest name or the first names: a table may have thousands.
std::string suggest(const std::string& name, const Names& names) {
  constexpr std::size_t kShown = 20;
  if (names.size() == 1) return "The only column is '" + names[0] + "': is data.delimiter right?";
  if (names.size() <= kShown || base::nearest(name, names)) return base::suggest(name, names);
  return fmt::format("Known: {} and {} more", base::join(std::span(names).first(kShown), ", "),
                     names.size() - kShown);
}

}  // namespace

std::string shown(std::string_view field) {
  constexpr std::size_t kLongest = 40;
  std::string text(field.substr(0, kLongest));
  if (!base::is_plain_text(text))
    std::ranges::replace_if(
        text, [](unsigned char c) { return c < 32 || c >= 127; }, '?');
  return "'" + text + (field.size() > kLongest ? "...'" : "'");
}

void refuse_number(const std::string& location, std::string_view field, const std::string& hint) {
  double x = 0;
  const char* const end = field.data() + field.size();
  const bool is_spelled_right = std::from_chars(field.data(), end, x).ptr == end;  // "inf", "1e999"
  throw UserError(
      location, shown(field) + (is_spelled_right ? " is no finite number" : " is no number"), hint);
}

std::string CsvColumns::describe(std::size_t column) const {
  return fmt::format("column {} {}", column + 1, shown(names[column]));
}

CsvColumns numbered_columns(std::size_t count) {
  CsvColumns columns;
  for (std::size_t i = 1; i <= count; ++i) columns.names.push_back(std::to_string(i));
  return columns;
}

CsvColumns take_header(const std::vector<std::string_view>& fields, const std::string& where) {
  if (fields.size() == 1) refuse_other_delimiter(fields[0], where);
  for (std::size_t i = 0; i < fields.size(); ++i) check_name(fields[i], i, where);
  CsvColumns columns;
  columns.names = Names(fields.begin(), fields.end());
  check_unique(columns.names, where);
  return columns;
}

std::size_t require_column(const CsvColumns& columns, const std::string& name,
                           const std::string& where) {
  const Names& names = columns.names;
  const auto found = std::ranges::find(names, name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  if (const auto index = column_number(name, names.size())) return *index - 1;
  const auto number = std::ranges::find_if(names, is_number);
  if (number != names.end())
    throw UserError(where, fmt::format("has no column '{}', but '{}'", name, *number), kNoHeader);
  throw UserError(where, fmt::format("has no column '{}'", name), suggest(name, names));
}

void require_same_names(const CsvColumns& test, const CsvColumns& train, const std::string& where) {
  for (std::size_t i = 0; i < std::min(test.names.size(), train.names.size()); ++i)
    if (test.names[i] != train.names[i])
      throw UserError(
          where,
          fmt::format("{}, and in the training file it is '{}'", test.describe(i), train.names[i]),
          "Both files need the same columns in the same order");
  if (test.names.size() != train.names.size())
    throw UserError(
        where,
        fmt::format("{}, and the training file has {}",
                    base::format_count(test.names.size(), "column"), train.names.size()),
        "Both files need the same columns in the same order");
}

}  // namespace ice::data
