#include "report/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "report/terminal/table_layout.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::report {
namespace {

constexpr std::array<std::pair<std::string_view, Format>, 4> kFormats{{{"table", Format::kTable},
                                                                       {"json", Format::kJson},
                                                                       {"csv", Format::kCsv},
                                                                       {"md", Format::kMarkdown}}};

// "learning_rate" is clear without its section; "cost" and "noise" are not.
bool speaks_alone(const std::string& name) {
  return !is_metric(name) && !name.starts_with("data.");
}

bool is_not_finite(const store::Field& field) {
  return field.is_number_float() && !std::isfinite(field.get<double>());
}

std::string as_json(const store::Table& table) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const auto& row : table.rows) {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < row.size(); ++i) object[table.columns[i]] = json_field(row[i]);
    rows.push_back(std::move(object));
  }
  using Json = nlohmann::ordered_json;
  return rows.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string csv_line(const std::vector<std::string>& texts) {
  std::vector<std::string> fields;
  std::transform(texts.begin(), texts.end(), std::back_inserter(fields), csv_field);
  return base::join(fields, ",") + "\n";
}

std::string as_csv(const store::Table& table) {
  std::string text = csv_line(table.columns);
  for (const auto& row : table.rows) {
    std::vector<std::string> texts;
    for (const store::Field& field : row)
      texts.push_back(field.is_null() ? "" : base::to_text(field));
    text += csv_line(texts);
  }
  return text;
}

std::string markdown_line(const std::vector<std::string>& texts) {
  std::string line = "|";
  for (const std::string& text : texts) {
    line += ' ';
    for (const char c : text) line += c == '|' ? std::string("\\|") : std::string(1, c);
    line += " |";
  }
  return line + "\n";
}

std::string as_markdown(const store::Table& table, int precision) {
  std::vector<std::string> rule;
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    rule.emplace_back(is_numeric(table, i) ? "---:" : "---");
  std::string text = markdown_line(short_names(table.columns)) + markdown_line(rule);
  for (const auto& row : table.rows) {
    std::vector<std::string> texts;
    for (const store::Field& field : row) texts.push_back(field_text(field, precision));
    text += markdown_line(texts);
  }
  return text;
}

}  // namespace

std::optional<Format> format_from(std::string_view text) {
  const auto* const found = std::find_if(kFormats.begin(), kFormats.end(),
                                         [text](const auto& known) { return known.first == text; });
  if (found == kFormats.end()) return std::nullopt;
  return found->second;
}

std::string render(const store::Table& table, const TableStyle& style) {
  switch (style.format) {
    case Format::kJson:
      return as_json(table);
    case Format::kCsv:
      return as_csv(table);
    case Format::kMarkdown:
      return as_markdown(table, style.precision);
    case Format::kTable:
      break;
  }
  return as_grid(table, style);
}

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

store::Field json_field(const store::Field& field) {
  return is_not_finite(field) ? store::Field(base::to_text(field)) : field;
}

std::string format_value(double x, int precision) {
  const double size = std::fabs(x);
  const bool whole = x == std::trunc(x) && size < 1e15;
  const bool large = size >= std::pow(10.0, precision) && size < 1e9;  // 12346, not 1.235e+04
  if (whole || large) return fmt::format("{:.0f}", x);
  return base::format_short(x, precision);
}

std::string field_text(const store::Field& field, int precision) {
  if (field.is_null()) return "";
  if (field.is_number_float()) return format_value(field.get<double>(), precision);
  return one_line(base::to_text(field));
}

bool is_metric(std::string_view name) {
  return name.starts_with("train.") || name.starts_with("dev.") || name.starts_with("test.");
}

std::vector<std::string> short_names(const std::vector<std::string>& names) {
  std::map<std::string_view, int> count;
  for (const std::string& name : names) ++count[base::last_part(name)];
  std::vector<std::string> shorter;
  for (const std::string& name : names) {
    const std::string_view last = base::last_part(name);
    shorter.emplace_back(speaks_alone(name) && count[last] == 1 ? last : name);
  }
  return shorter;
}

store::Field field_of(double x) { return std::isnan(x) ? store::Field() : store::Field(x); }

void drop_column(store::Table& table, const std::string& name) {
  const auto found = std::find(table.columns.begin(), table.columns.end(), name);
  if (found == table.columns.end()) return;
  const auto at = found - table.columns.begin();
  table.columns.erase(found);
  for (auto& row : table.rows) row.erase(row.begin() + at);
}

}  // namespace ice::report
