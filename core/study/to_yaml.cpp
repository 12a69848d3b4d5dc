// Writes YAML. Lists stand on one line unless they hold maps; text is quoted (as JSON, which YAML
// reads) wherever it might be read as something else.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "study/scalar.hpp"
#include "study/yaml.hpp"

namespace ice::study {
namespace {

using base::Value;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_plain_character(char c) {
  constexpr std::string_view kOthers = "_./- ";
  return is_letter(c) || (c >= '0' && c <= '9') || kOthers.find(c) != std::string_view::npos;
}

bool is_safe_unquoted(const std::string& text) {
  return !text.empty() && is_letter(text.front()) && text.back() != ' ' &&
         std::all_of(text.begin(), text.end(), is_plain_character) &&
         plain_scalar(text).is_string();
}

std::string text_of(const std::string& text) {
  if (is_safe_unquoted(text)) return text;
  // Only the name of a folder may not be UTF-8 here.
  return Value(text).dump(-1, ' ', false, Value::error_handler_t::replace);
}

std::string real_text(double x) {
  if (std::isfinite(x)) return base::format_number(x);
  return std::isnan(x) ? ".nan" : x > 0 ? ".inf" : "-.inf";
}

std::string scalar_text(const Value& value) {
  if (value.is_string()) return text_of(value.get<std::string>());
  return value.is_number_float() ? real_text(value.get<double>()) : value.dump();
}

std::string flow(const Node& node) {
  if (node.is_scalar()) return scalar_text(node.scalar);
  std::vector<std::string> parts;
  for (const Node& item : node.items) parts.push_back(flow(item));
  for (const Node::Entry& entry : node.entries)
    parts.push_back(text_of(entry.key) + ": " + flow(entry.value));
  const std::string inside = base::join(parts, ", ");
  return node.is_list ? "[" + inside + "]" : "{" + inside + "}";
}

bool holds_maps(const Node& list) {
  return std::any_of(list.items.begin(), list.items.end(), [](const Node& n) { return n.is_map; });
}

// Appends a node that follows a "key:" or begins the document.
void write(const Node& node, const std::string& indent, std::string& out) {
  if (node.is_map && !node.entries.empty()) {
    if (!out.empty()) out += '\n';
    for (const Node::Entry& entry : node.entries) {
      out += indent + text_of(entry.key) + ":";
      write(entry.value, indent + "  ", out);
    }
  } else if (holds_maps(node)) {
    if (!out.empty()) out += '\n';
    for (const Node& item : node.items) out += fmt::format("{}- {}\n", indent, flow(item));
  } else {
    out += fmt::format("{}{}\n", out.empty() ? "" : " ", flow(node));
  }
}

}  // namespace

std::string to_yaml(const Node& node) {
  std::string out;
  write(node, "", out);
  return out;
}

std::string to_yaml(const Value& value) { return to_yaml(to_node(value)); }

}  // namespace ice::study
