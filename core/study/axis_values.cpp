#include "study/axis_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "base/text.hpp"
#include "study/conditions.hpp"
#include "study/distribution.hpp"
#include "study/faults.hpp"

namespace ice::study {
namespace {

using base::Value;
using Op = Condition::Op;
using Conditions = std::span<const Condition>;

constexpr std::size_t kShown = 8;  // most values in a message

bool all_hold(Conditions conditions, const Value& value) {
  return std::ranges::all_of(conditions, [&](const Condition& c) { return holds(c, value); });
}

std::size_t count_ne(Conditions conditions) {
  return static_cast<std::size_t>(std::ranges::count(conditions, Op::kNe, &Condition::op));
}

bool is_lower_bound(const Condition& c) { return c.op == Op::kGt || c.op == Op::kGe; }

// The first of the ascending values of a range that meets every lower bound.
std::uint64_t first_above(const Parameter& range, Conditions conditions, std::uint64_t size) {
  std::uint64_t low = 0, high = size;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    const Value value = space_value(range, middle);
    const bool is_below = std::ranges::any_of(
        conditions, [&](const Condition& c) { return is_lower_bound(c) && !holds(c, value); });
    (is_below ? low : high) = is_below ? middle + 1 : middle;
  }
  return low;
}

// Whether some value of a range with steps meets the conditions. Orderings leave an interval of
// values, and each `ne` takes at most one value out of it: trying one more than that is enough.
bool may_step_on(const Parameter& range, Conditions conditions, std::uint64_t size) {
  const std::uint64_t first = first_above(range, conditions, size);
  const std::uint64_t tries = std::min<std::uint64_t>(size - first, count_ne(conditions) + 1);
  for (std::uint64_t i = first; i < first + tries; ++i)
    if (all_hold(conditions, space_value(range, i))) return true;
  return false;
}

// The same for a range without steps, whose interval has no number, one number or countless ones.
bool may_fall_between(const Parameter& range, Conditions conditions) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const bool is_log = range.distribution == Distribution::kLogNormal;
  double low = is_log ? 0 : is_normal(range) ? -kInfinity : range.min;
  double high = is_normal(range) ? kInfinity : range.max;
  for (const Condition& c : conditions) {
    if (!is_ordering(c.op)) continue;
    const double bound = c.operand.get<double>();
    if (is_lower_bound(c))
      low = std::max(low, bound);
    else
      high = std::min(high, bound);
  }
  if (low < high) return true;
  return low == high && may_draw(range, low) && all_hold(conditions, low);
}

// The answer when a condition lists the allowed values (`eq`, `in`): one of them must meet all
// conditions. nullopt when there is no such condition.
std::optional<bool> by_name(const Parameter& range, Conditions conditions) {
  for (const Condition& c : conditions) {
    if (c.op != Op::kEq && c.op != Op::kIn) continue;
    const Value wanted = c.op == Op::kIn ? c.operand : Value::array({c.operand});
    return std::ranges::any_of(wanted, [&](const Value& value) {
      return may_draw(range, value) && all_hold(conditions, value);
    });
  }
  return std::nullopt;
}

bool range_may_meet(const Parameter& range, Conditions conditions) {
  if (const auto answer = by_name(range, conditions)) return *answer;
  const std::uint64_t size = space_size(range);
  return size > 0 ? may_step_on(range, conditions, size) : may_fall_between(range, conditions);
}

std::string quoted(const Value& value) {
  const std::string text = clipped(base::to_text(value));
  return value.is_string() ? "'" + text + "'" : text;
}

bool has_numbers(const Parameter& parameter) {
  return parameter.values.empty() ||
         std::ranges::any_of(parameter.values, [](const Value& v) { return v.is_number(); });
}

// A hint with the value that was probably meant. None for numbers: similar digits mean nothing.
std::optional<std::string> meant(const Parameter& parameter, const Value& wanted) {
  if (wanted.is_number()) return std::nullopt;
  std::vector<std::string> known;
  for (const Value& value : parameter.values) {
    known.push_back(base::to_text(value));
    if (wanted.is_string() && value.is_object() && value.contains("name"))
      known.push_back(base::to_text(value["name"]));
  }
  const auto near = base::nearest(base::to_text(wanted), known);
  if (!near) return std::nullopt;
  const char* const quote = wanted.is_string() ? "'" : "";
  return fmt::format("Did you mean {}{}{}?", quote, *near, quote);
}

}  // namespace

bool may_be(const Parameter& parameter, const Value& wanted) {
  if (parameter.values.empty()) return may_draw(parameter, wanted);
  const Condition is_wanted{parameter.name, Op::kEq, wanted};
  return std::ranges::any_of(parameter.values,
                             [&](const Value& value) { return holds(is_wanted, value); });
}

bool may_meet(const Parameter& parameter, Conditions conditions) {
  if (!parameter.when.empty() && all_hold(conditions, nullptr)) return true;
  if (parameter.values.empty()) return range_may_meet(parameter, conditions);
  return std::ranges::any_of(parameter.values,
                             [&](const Value& value) { return all_hold(conditions, value); });
}

NoSuchValue no_such_value(const Parameter& parameter, const Value& wanted) {
  const bool spells_number =
      wanted.is_string() && base::parse_number(wanted.get<std::string>()).has_value();
  if (spells_number && has_numbers(parameter))
    return {fmt::format("expected a number, got the text {}", quoted(wanted)),
            "Write it without quotes"};
  const std::string found = parameter.values.empty() ? " is never drawn" : " is none of its values";
  return {quoted(wanted) + found, meant(parameter, wanted).value_or(values_text(parameter))};
}

std::string range_text(const Parameter& parameter) {
  using base::format_number;
  const std::string steps =
      parameter.quantum > 0 ? fmt::format(" in steps of {}", format_number(parameter.quantum))
      : parameter.distribution == Distribution::kIntUniform ? ", whole numbers"
                                                            : "";
  if (is_normal(parameter))
    return fmt::format("around mu = {}{}", format_number(parameter.mu), steps);
  return fmt::format("from {} to {}{}", format_number(parameter.min), format_number(parameter.max),
                     steps);
}

std::string values_text(const Parameter& parameter) {
  if (parameter.values.empty()) return "It is drawn " + range_text(parameter);
  std::vector<std::string> texts;
  for (const Value& value : parameter.values) {
    if (texts.size() == kShown) {
      texts.emplace_back("...");
      break;
    }
    texts.push_back(clipped(base::to_text(value)));
  }
  return (parameter.values.size() == 1 ? "Its value: " : "Its values: ") + base::join(texts, ", ");
}

}  // namespace ice::study
