#include "report/side.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/query/column_names.hpp"

namespace ice::report {
namespace {

constexpr const char* kForms =
    "Name a run's id, a study, a cell STUDY:NUMBER, or runs STUDY:activation=relu";

// Commas inside a list or map do not part conditions: "hidden=[20, 7],activation=relu".
std::vector<std::string> conditions_in(const std::string& text) {
  std::vector<std::string> parts(1);
  int depth = 0;
  for (const char c : text) {
    if (c == '[' || c == '{' || c == '(') ++depth;
    if (c == ']' || c == '}' || c == ')') --depth;
    if (c == ',' && depth == 0)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

std::string as_sql(const std::string& value) {
  if (value == "true" || value == "false") return value == "true" ? "1" : "0";
  return base::parse_number(value) ? value : store::quoted_text(value);
}

void add_conditions(store::Reader& reader, const std::string& text, Side& side) {
  std::vector<std::string> terms;
  for (const std::string& condition : conditions_in(text)) {
    const auto equals = condition.find('=');
    if (equals == std::string::npos)
      throw base::UserError(fmt::format("'{}'", side.label),
                            fmt::format("'{}' is no cell's number and no path=value", condition),
                            kForms);
    const std::string name(base::trim(std::string_view(condition).substr(0, equals)));
    const std::string value(base::trim(std::string_view(condition).substr(equals + 1)));
    side.named.push_back(
        reader.resolved({.study = side.study}, {name}, fmt::format("'{}'", side.label)).front());
    terms.push_back(fmt::format("{} = {}", store::quoted_name(side.named.back()), as_sql(value)));
  }
  side.query.where = base::join(terms, " AND ");
}

std::optional<std::uint64_t> number_in(const std::string& text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::vector<std::string> study_names(store::Reader& reader) {
  std::vector<std::string> names;
  for (const store::StudyRow& study : reader.studies()) names.push_back(study.name);
  return names;
}

// A run looks like one: six or more hexadecimal digits.
bool may_be_id(const std::string& text) {
  constexpr std::size_t kShortest = 6;
  return text.size() >= kShortest &&
         text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

void name_study(store::Reader& reader, const std::string& text, const std::string& usual,
                Side& side) {
  // A study's name may have a colon itself.
  const auto colon = reader.find_study(text) ? std::string::npos : text.rfind(':');
  side.study = colon == 0 ? usual : text.substr(0, colon);
  if (side.study.empty())
    throw base::UserError(fmt::format("'{}'", text), "names no study", kForms);
  side.query.study = reader.study(side.study).name;
  if (colon == std::string::npos) return;
  const std::string rest = text.substr(colon + 1);
  if (const auto cell = number_in(rest))
    side.query.where = fmt::format("cell = {}", *cell);
  else
    add_conditions(reader, rest, side);
}

void name_run(store::Reader& reader, const std::string& text, Side& side) {
  side.is_run = true;
  side.query.where = "key = " + store::quoted_text(reader.run(text).run.key);
  side.query.superseded = true;
}

}  // namespace

bool Side::has(const std::string& column) const {
  return std::ranges::find(runs.columns, column) != runs.columns.end();
}

std::vector<store::Field> Side::values(const std::string& column) const {
  const auto found = std::ranges::find(runs.columns, column);
  const auto at = static_cast<std::size_t>(found - runs.columns.begin());
  std::vector<store::Field> values;
  for (const auto& row : runs.rows)
    values.push_back(found == runs.columns.end() ? store::Field() : row[at]);
  return values;
}

Side read_side(store::Reader& reader, const std::string& text, const std::string& usual) {
  Side side;
  side.label = text.starts_with(':') ? usual + text : text;
  const bool is_study = text.find(':') != std::string::npos || reader.find_study(text);
  if (is_study) {
    name_study(reader, text, usual, side);
  } else if (may_be_id(text)) {
    name_run(reader, text, side);
  } else {
    const auto near = base::nearest(text, study_names(reader));
    throw base::UserError(fmt::format("'{}'", text), "there is no such study or run",
                          near ? fmt::format("Did you mean '{}'?", *near) : kForms);
  }
  side.query.columns = {"all"};
  side.runs = reader.runs(side.query);
  if (!side.runs.rows.empty()) return side;
  const std::vector<std::string> hints = reader.where_hints(side.query);
  throw base::UserError(fmt::format("'{}'", text), "no run matches",
                        hints.empty()
                            ? fmt::format("'ice runs {}' shows them", base::shell_word(side.study))
                            : base::join(hints, " "));
}

}  // namespace ice::report
