#pragma once
// Files that a study is laid over.
#include <filesystem>
#include <string>

#include "study/yaml.hpp"

namespace ice::study {

/// How many files may stand below one another.
inline constexpr int kMaxIncludes = 8;

/// The text of a file, if it is a regular one no larger than parse_yaml takes. Throws UserError.
[[nodiscard]] std::string read_text(const std::filesystem::path& file, const std::string& where);

/// The tree with every `include:` resolved: the named file (relative to `folder`, that of the file
/// it stands in) lies under this one. Maps are merged key by key; lists, scalars, a map with
/// another `name` and an item of experiment.parameters replace what is below. Throws UserError.
[[nodiscard]] Node with_includes(Node root, const std::filesystem::path& folder);

/// A text scalar where a map is needed is the name of a plugin: `adam` becomes {name: adam}.
void make_reference(Node& node);

}  // namespace ice::study
