#pragma once
// Parses YAML into a small tree in which every node knows its location, and writes such trees. Only
// yaml.cpp uses yaml-cpp. Pure functions: any thread may call them.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"

namespace ice::study {

/// Limits of one document. They are checked during reading, before aliases are expanded.
inline constexpr std::size_t kMaxYamlBytes = 256 * 1024;
inline constexpr std::size_t kMaxYamlDepth = 64;
inline constexpr std::size_t kMaxYamlNodes = 100'000;  ///< with aliases expanded

/// A location in a file: line and character, both counted from 1. Line 0 means that the value is in
/// no file: it is a default, or comes from the command line.
struct Mark {
  int line = 0;
  int column = 0;
};

/// "file:line:column", or only the file when mark.line is 0.
[[nodiscard]] std::string location_text(const std::string& file, const Mark& mark);

/// One node of a YAML document: a scalar, a list or a map, by value. Plain scalars are typed as
/// plain_scalar does; quoted scalars are always text.
struct Node {
  struct Entry;
  base::Value scalar;  ///< null, bool, integer, real or text when the node is neither list nor map
  bool is_list = false;
  bool is_map = false;
  std::vector<Node> items;     ///< the items when the node is a list
  std::vector<Entry> entries;  ///< the entries when it is a map: in the file's order, unique keys
  Mark mark;
  std::string file;  ///< the file that contains it; with includes, one tree has nodes of several

  [[nodiscard]] bool is_scalar() const { return !is_list && !is_map; }
  [[nodiscard]] bool is_null() const { return is_scalar() && scalar.is_null(); }
  [[nodiscard]] bool is_text() const { return is_scalar() && scalar.is_string(); }

  /// The value at a key, or nullptr when the map has no such key or the node is no map.
  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] Node* find(std::string_view key);
  /// The value at a key. A missing key is added with a null value; a node that is no map becomes an
  /// empty map first. Adding a key invalidates references to other entries of this map.
  Node& operator[](std::string_view key);

  /// The location of the node, as location_text writes it.
  [[nodiscard]] std::string where() const { return location_text(file, mark); }
};

struct Node::Entry {
  std::string key;
  Mark mark;  ///< location of the key
  Node value;

  /// The location of the key, as location_text writes it.
  [[nodiscard]] std::string where() const { return location_text(value.file, mark); }
};

/// Parses one YAML document; an empty one gives a null node. `file` is its name in messages. Throws
/// UserError with the location of the first error: malformed text, text that is not UTF-8, a
/// duplicate key, an alias cycle, a tag (other than YAML's own, as !!float), a second document, an
/// exceeded limit. `<<: *map` is replaced by the keys of that map.
[[nodiscard]] Node parse_yaml(std::string_view text, const std::string& file);

/// The node as a value, without locations.
[[nodiscard]] base::Value to_value(const Node& node);

/// A value as a node. All its marks have line 0; `file` is what messages name as its source.
[[nodiscard]] Node to_node(const base::Value& value, const std::string& file = "");

/// The YAML text of a node or value, maps in block style and in their order. parse_yaml reads it
/// back as the same value.
[[nodiscard]] std::string to_yaml(const Node& node);
[[nodiscard]] std::string to_yaml(const base::Value& value);

}  // namespace ice::study
