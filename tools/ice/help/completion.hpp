#pragma once
// What may come next on a command line: the answer to a shell's completion.
#include <string>
#include <vector>

#include "help/values.hpp"

namespace ice::cli {

/// The words that may stand for the last of `words`, which is the beginning of one and may be
/// empty. The words before it are done; the first is the one behind the program's name. A word that
/// ends in "/", "=" or "," may go on.
[[nodiscard]] std::vector<Candidate> completions(const CommandInfo& program,
                                                 const std::vector<std::string>& words);

}  // namespace ice::cli
