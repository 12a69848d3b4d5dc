#pragma once
// YAML text as a small tree that knows where everything stands. The only face of yaml-cpp in the
// project.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"

namespace ice::study {

/// Limits of one document. They are checked while it is read, before anything is expanded.
inline constexpr std::size_t kMaxYamlBytes = 256 * 1024;
inline constexpr std::size_t kMaxYamlDepth = 64;
inline constexpr std::size_t kMaxYamlNodes = 100'000;  ///< after aliases are expanded

/// A place in a file, both counted from 1; 0 means "nowhere in a file" (a default, or the command
/// line).
struct Mark {
  int line = 0;
  int column = 0;
};

/// "file:line:column", or the file alone for a mark that is nowhere.
[[nodiscard]] std::string place_text(const std::string& file, const Mark& mark);

/// One node of a YAML document. Scalars are typed by YAML 1.2's core schema: `1e-4` is a real,
/// `yes` and `on` are text, quoted scalars are always text.
struct Node {
  struct Entry;
  base::Value scalar;  ///< null, bool, integer, real or text when the node is neither list nor map
  bool is_list = false;
  bool is_map = false;
  std::vector<Node> items;     ///< of a list
  std::vector<Entry> entries;  ///< of a map, in the file's order, keys unique
  Mark mark;
  std::string file;  ///< the file it stands in (an include may bring nodes of several)

  [[nodiscard]] bool is_scalar() const { return !is_list && !is_map; }
  [[nodiscard]] bool is_null() const { return is_scalar() && scalar.is_null(); }
  [[nodiscard]] bool is_text() const { return is_scalar() && scalar.is_string(); }

  /// The value at a key of a map; nullptr when there is none, or the node is no map.
  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] Node* find(std::string_view key);
  /// The value at a key, made (null) when absent; a node that is no map becomes an empty one first.
  Node& operator[](std::string_view key);

  /// place_text of the node.
  [[nodiscard]] std::string where() const { return place_text(file, mark); }
};

struct Node::Entry {
  std::string key;
  Mark mark;  ///< of the key
  Node value;

  /// place_text of the key.
  [[nodiscard]] std::string where() const { return place_text(value.file, mark); }
};

/// Parses one YAML document; an empty one is null. `file` is for messages. Throws UserError
/// (file:line:col) for malformed text, text that is not UTF-8, duplicate keys, alias cycles, tags
/// and whatever passes the limits.
[[nodiscard]] Node parse_yaml(std::string_view text, const std::string& file);

/// The node without its places.
[[nodiscard]] base::Value to_value(const Node& node);

/// A value as a node that stands nowhere in `file`.
[[nodiscard]] Node to_node(const base::Value& value, const std::string& file = "");

/// Block-style YAML of a node or value, maps in their order; parse_yaml reads it back as the same
/// value.
[[nodiscard]] std::string to_yaml(const Node& node);
[[nodiscard]] std::string to_yaml(const base::Value& value);

}  // namespace ice::study
