#pragma once
// YAML text as a small tree that knows where everything stands. The only face of yaml-cpp in the
// project.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/value.hpp"

namespace ice::spec {

/// A place in a file, both counted from 1; 0 means "nowhere in a file" (a default, or the command
/// line).
struct Mark {
  int line = 0;
  int column = 0;
};

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
  [[nodiscard]] const Entry* find(std::string_view key) const;
  /// "file:line:column"
  [[nodiscard]] std::string where() const;
};

struct Node::Entry {
  std::string key;
  Mark mark;  ///< of the key
  Node value;
};

/// Parses one YAML document. `file` is for messages. Throws UserError (file:line:col) for malformed
/// text, duplicate keys, alias cycles and whatever passes the limits: 256 KiB, depth 64, 100 000
/// nodes after aliases are expanded.
[[nodiscard]] Node parse_yaml(std::string_view text, const std::string& file);

/// The node without its places.
[[nodiscard]] base::Value to_value(const Node& node);

/// Block-style YAML of a value; parse_yaml reads it back as the same value.
[[nodiscard]] std::string to_yaml(const base::Value& value);

}  // namespace ice::spec
