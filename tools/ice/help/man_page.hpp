#pragma once
// Manual pages, made of the same texts as --help.
#include <string>
#include <vector>

#include "cli/command_info.hpp"

namespace ice::cli {

/// The page of a command in roff's man macros, for man(1). `program` is the whole command line, to
/// which the page refers.
[[nodiscard]] std::string man_page(const CommandInfo& command, const CommandInfo& program);

/// "ice-plugin-list" of the command "ice plugin list".
[[nodiscard]] std::string page_name(const CommandInfo& command);

/// The command and all below it that have a page: hidden ones have none.
[[nodiscard]] std::vector<const CommandInfo*> with_pages(const CommandInfo& command);

}  // namespace ice::cli
