#pragma once
// Resolves `include:`. A study may name another file; its own keys then replace or extend those of
// that file, which may include a further one.
#include <filesystem>
#include <string>

#include "study/yaml.hpp"

namespace ice::study {

/// The longest chain of includes.
inline constexpr int kMaxIncludes = 8;

/// The text of a file. At most kMaxYamlBytes + 1 bytes are read; parse_yaml refuses the longer
/// text. Throws UserError when the file does not exist, is not a regular file or cannot be read.
/// `where`, the location of the `include:`, begins the message; it may be empty.
[[nodiscard]] std::string read_text(const std::filesystem::path& file, const std::string& where);

/// The tree with its `include:` resolved. `folder` is the folder of the file that `root` was read
/// from; included paths are relative to the file that names them. Maps are merged key by key. A
/// list, a scalar, a map with another `name`, or an item of experiment.parameters replaces the
/// included one as a whole. Throws UserError for a file that cannot be read or parsed, a cycle, and
/// more than kMaxIncludes files.
[[nodiscard]] Node with_includes(Node root, const std::filesystem::path& folder);

/// Changes a text scalar into a plugin reference: `adam` becomes {name: adam}. Leaves every other
/// node as it is.
void make_reference(Node& node);

}  // namespace ice::study
