#pragma once
// Lets a file appear in a folder that several machines see.
#include <filesystem>
#include <string>

namespace ice::cluster {

/// Copies `source` beside `target`, waits until the copy is on the disk, and gives it its name by
/// link(2). Returns false, and changes nothing, when `target` exists. Throws UserError when the
/// folder cannot be written.
[[nodiscard]] bool publish_copy(const std::filesystem::path& source,
                                const std::filesystem::path& target);

/// The same with a text instead of a file.
[[nodiscard]] bool publish_text(const std::string& text, const std::filesystem::path& target);

/// This process in a name: "lab.4711". No two processes that live have the same.
[[nodiscard]] std::string this_task();

}  // namespace ice::cluster
