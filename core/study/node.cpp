#include <algorithm>

#include "study/yaml.hpp"

namespace ice::study {

std::string location_text(const std::string& file, const Mark& mark) {
  if (mark.line == 0) return file;
  return file + ":" + std::to_string(mark.line) + ":" + std::to_string(mark.column);
}

const Node* Node::find(std::string_view key) const {
  const auto entry =
      std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.key == key; });
  return entry == entries.end() ? nullptr : &entry->value;
}

Node* Node::find(std::string_view key) { return const_cast<Node*>(std::as_const(*this).find(key)); }

Node& Node::operator[](std::string_view key) {
  if (Node* child = find(key)) return *child;
  is_map = true;
  is_list = false;
  scalar = nullptr;
  items.clear();
  Node child;
  child.file = file;
  entries.push_back({std::string(key), {}, std::move(child)});
  return entries.back().value;
}

base::Value to_value(const Node& node) {
  if (node.is_scalar()) return node.scalar;
  base::Value value = node.is_list ? base::Value::array() : base::Value::object();
  for (const Node& item : node.items) value.push_back(to_value(item));
  for (const Node::Entry& entry : node.entries) value[entry.key] = to_value(entry.value);
  return value;
}

Node to_node(const base::Value& value, const std::string& file) {
  Node node;
  node.file = file;
  node.is_list = value.is_array();
  node.is_map = value.is_object();
  if (node.is_scalar()) node.scalar = value;
  if (node.is_list)
    for (const base::Value& item : value) node.items.push_back(to_node(item, file));
  if (node.is_map)
    for (const auto& [key, child] : value.items())
      node.entries.push_back({key, {}, to_node(child, file)});
  return node;
}

}  // namespace ice::study
