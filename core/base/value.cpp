#include "base/value.hpp"

#include <cmath>

#include "base/error.hpp"
#include "base/text.hpp"

namespace ice::base {
namespace {

// A larger number keeps its real form: it may stand for others.
Value normalized_real(double x) {
  if (!std::isfinite(x)) throw Error("a parameter is not a finite number");
  if (x == std::trunc(x) && std::fabs(x) <= kLargestExactInteger)
    return static_cast<std::int64_t>(x);
  return x;
}

std::pair<std::string_view, std::string_view> split_first(std::string_view path) {
  const auto dot = path.find('.');
  if (dot == std::string_view::npos) return {path, {}};
  return {path.substr(0, dot), path.substr(dot + 1)};
}

template <class Items, class Print>
std::string enclose(char open, const Items& items, char close, Print print) {
  std::string text(1, open);
  bool first = true;
  for (auto it = items.begin(); it != items.end(); ++it) {
    if (!first) text += ", ";
    first = false;
    text += print(it);
  }
  return text + close;
}

}  // namespace

Value normalized(const Value& value) {
  if (value.is_number_float()) return normalized_real(value.get<double>());
  if (!value.is_structured()) return value;
  Value copy = value;
  for (Value& child : copy) child = normalized(child);
  return copy;
}

std::string canonical(const Value& value) { return normalized(value).dump(); }

std::string to_text(const Value& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_float()) return format_number(value.get<double>());
  if (value.is_array()) return enclose('[', value, ']', [](auto it) { return to_text(*it); });
  if (value.is_object()) {
    return enclose('{', value, '}', [](auto it) { return it.key() + ": " + to_text(it.value()); });
  }
  return value.dump();
}

std::optional<double> as_number(const Value& value) {
  if (!value.is_number()) return std::nullopt;
  return value.get<double>();
}

const Value* find_path(const Value& tree, std::string_view path) {
  const auto [key, rest] = split_first(path);
  if (!tree.is_object()) return nullptr;
  const auto it = tree.find(std::string(key));
  if (it == tree.end()) return nullptr;
  return rest.empty() ? &*it : find_path(*it, rest);
}

void set_path(Value& tree, std::string_view path, Value value) {
  const auto [key, rest] = split_first(path);
  if (!tree.is_object() && !tree.is_null()) throw Error("no map at '" + std::string(path) + "'");
  Value& child = tree[std::string(key)];
  if (rest.empty()) {
    child = std::move(value);
  } else {
    set_path(child, rest, std::move(value));
  }
}

}  // namespace ice::base
