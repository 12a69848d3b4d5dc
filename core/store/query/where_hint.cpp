#include "store/query/where_hint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "base/value.hpp"
#include "store/query/column_names.hpp"
#include "store/query/comparisons.hpp"

namespace ice::store {
namespace {

constexpr std::size_t kMostLines = 5;
constexpr std::size_t kMostValues = 1000;  // most values of a column that are read
constexpr std::size_t kNamedValues = 8;    // most values in a line

std::string as_sql(const Literal& literal) {
  return literal.is_text ? quoted_text(literal.text) : literal.text;
}

std::string as_sql(const base::Value& value) {
  return value.is_string() ? quoted_text(value.get<std::string>()) : base::to_text(value);
}

// One column of the runs of a scope.
class Column {
 public:
  Column(Connection& connection, Names& names, const Scope& scope, const std::string& name)
      : connection_(connection),
        with_(fmt::format(R"(WITH wide AS (SELECT r.id AS "#run"{} FROM {}))",
                          names.columns_for(name), source(scope))),
        name_(quoted_name(name)) {}

  [[nodiscard]] bool has(const std::string& op, const Literal& literal) const {
    return connection_
        .prepare(fmt::format("{} SELECT 1 FROM wide WHERE {} {} {} LIMIT 1", with_, name_, op,
                             as_sql(literal)))
        .step();
  }

  [[nodiscard]] std::vector<base::Value> values() const {
    Statement rows = connection_.prepare(
        fmt::format("{} SELECT DISTINCT {} FROM wide WHERE {} IS NOT NULL ORDER BY 1 LIMIT {}",
                    with_, name_, name_, kMostValues));
    std::vector<base::Value> values;
    while (rows.step()) values.push_back(rows.value(0));
    return values;
  }

 private:
  Connection& connection_;
  std::string with_, name_;
};

std::string listed(const std::vector<base::Value>& values) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < std::min(values.size(), kNamedValues); ++i)
    texts.push_back(as_sql(values[i]));
  if (values.size() > kNamedValues) texts.emplace_back("...");
  return base::join(texts, ", ");
}

// For comparing lists and maps, in which users leave out blanks.
std::string without_blanks(std::string text) {
  std::erase(text, ' ');
  return text;
}

std::optional<std::string> nearest_text(const std::string& text,
                                        const std::vector<base::Value>& values) {
  std::vector<std::string> known;
  for (const base::Value& value : values) {
    if (!value.is_string()) continue;
    known.push_back(value.get<std::string>());
    if (without_blanks(known.back()) == without_blanks(text)) return known.back();
  }
  return base::nearest(text, known);
}

// A hint about a literal that equals no run's value.
std::string advice(const Literal& literal, const std::vector<base::Value>& values) {
  if (literal.is_text)
    if (const auto near = nearest_text(literal.text, values))
      return fmt::format("Did you mean {}?", quoted_text(*near));
  return fmt::format("{}: {}.", values.size() == 1 ? "The only value" : "Its values",
                     listed(values));
}

// The literal converted to the other type: '0.01' to 0.01, 64 to '64'.
std::optional<Literal> turned(const Literal& literal) {
  if (!literal.is_text) return Literal{literal.text, true};
  const auto number = base::parse_number(literal.text);
  return number ? std::optional(Literal{base::format_number(*number), false}) : std::nullopt;
}

std::optional<std::string> hint_on(const Comparison& comparison, const Column& column) {
  const auto& [name, op, literal] = comparison;
  if (column.has(op, literal)) return std::nullopt;
  const std::string none = fmt::format("No run has {} {} {}", name, op, as_sql(literal));
  const auto other = turned(literal);
  if (other && column.has(op, *other))
    return fmt::format("{}: it is a {}. Write {} {} {}", none, literal.is_text ? "number" : "text",
                       name, op, as_sql(*other));
  if (op != "=") return std::nullopt;  // an ordering that holds for no run is no mistake
  const std::vector<base::Value> values = column.values();
  if (values.empty()) return fmt::format("No run has any value of {}.", name);
  return fmt::format("{}. {}", none, advice(literal, values));
}

}  // namespace

std::vector<std::string> where_hints(Connection& connection, const Scope& scope,
                                     const std::string& where) {
  Names names(connection, fixed_columns(scope), scope.study_id);
  std::vector<std::string> lines;
  for (const Comparison& comparison : comparisons_in(where)) {
    if (lines.size() == kMostLines || !names.knows(comparison.column)) continue;
    const auto line = hint_on(comparison, Column(connection, names, scope, comparison.column));
    if (line && std::ranges::find(lines, *line) == lines.end()) lines.push_back(*line);
  }
  return lines;
}

}  // namespace ice::store
