#include "base/rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace ice::base {
namespace {

bool is_name(const Value& value) {
  return value.is_string() || value.is_number() || value.is_null() || value.is_boolean();
}

std::string bound_text(double bound) { return to_text(normalized(bound)); }

}  // namespace

bool Interval::contains(double x) const {
  return (low_open ? x > low : x >= low) && (high_open ? x < high : x <= high);
}

std::string Interval::text() const {
  if (has_low() && has_high())
    return fmt::format("{}{}, {}{}", low_open ? '(' : '[', bound_text(low), bound_text(high),
                       high_open ? ')' : ']');
  if (has_low()) return (low_open ? "> " : ">= ") + bound_text(low);
  if (has_high()) return (high_open ? "< " : "<= ") + bound_text(high);
  return "";
}

std::string Interval::phrase() const { return (has_low() && has_high() ? "in " : "") + text(); }

bool Rule::has_type(const Value& value) const {
  if (type == Type::kNames && value.is_array())
    return std::ranges::all_of(value, [](const Value& item) { return is_name(item); });
  if (type == Type::kName || type == Type::kNames) return is_name(value);
  if (type == Type::kWeights && value.is_object())
    return std::ranges::all_of(value, [](const Value& weight) {
      return std::isfinite(as_number(weight).value_or(std::nan("")));
    });
  if (type == Type::kWeights) return value.is_string();
  if (type == Type::kFlag) return value.is_boolean();
  if (type == Type::kText || type == Type::kChoice) return value.is_string();
  const auto number = as_number(value);
  if (!number || !std::isfinite(*number)) return false;
  const bool is_whole = *number == std::trunc(*number) && std::abs(*number) <= kLargestWhole;
  switch (type) {
    case Type::kWhole:
      return is_whole;
    case Type::kShareOrCount:
      return *number >= 0 && (*number < 1 || (*number > 1 && is_whole));
    default:
      return true;
  }
}

bool Rule::allows(const Value& value) const {
  if (!has_type(value)) return false;
  if (type == Type::kWeights && value.is_object())
    return std::ranges::all_of(
        value, [&](const Value& weight) { return range.contains(*as_number(weight)); });
  if (type == Type::kChoice || type == Type::kWeights)
    return std::ranges::count(choices, value.get<std::string>()) > 0;
  if (type == Type::kName || type == Type::kNames) return true;
  const auto number = as_number(value);
  return !number || range.contains(*number);
}

std::string Rule::type_text() const {
  switch (type) {
    case Type::kReal:
      return "a number";
    case Type::kWhole:
      return "a whole number";
    case Type::kFlag:
      return "true or false";
    case Type::kText:
      return "text";
    case Type::kChoice:
      return "one of " + join(choices, ", ");
    case Type::kShareOrCount:
      return "a fraction below 1 or a count above 1";
    case Type::kName:
      return "the name or number of a column";
    case Type::kNames:
      return "a name, or a list of names";
    case Type::kWeights:
      return join(choices, " or ") + ", or a map from classes to numbers";
  }
  return {};
}

std::string Rule::range_text() const {
  std::string bounds = range.text();
  if (!bounds.empty()) return bounds;
  if (type == Type::kReal) return "any number";
  return type == Type::kWhole ? "any whole number" : type_text();
}

std::string Rule::expected() const {
  const std::string bounds = type == Type::kShareOrCount ? "" : range.phrase();
  return bounds.empty() ? type_text() : type_text() + " " + bounds;
}

std::string Rule::hint(const Value& value) const {
  const auto number = as_number(value);
  const bool is_huge =
      type == Type::kWhole && !range.has_high() && number && *number > kLargestWhole;
  return is_huge ? fmt::format("The largest is {:.0f}", kLargestWhole) : "";
}

}  // namespace ice::base
