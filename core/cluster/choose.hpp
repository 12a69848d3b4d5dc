#pragma once
// Which chunk a task takes next.
#include <cstddef>
#include <optional>
#include <span>

#include "cluster/job_folder.hpp"

namespace ice::cluster {

/// `own`, where nobody has taken it; else the first that nobody has taken; else `own`, where it is
/// not published (it was submitted again: whoever took it before is gone, or slower); else the
/// first that only one task has taken and that is not published. Nothing when none is left.
/// `own` is nullopt when the task has run it already. A pure function.
[[nodiscard]] std::optional<std::size_t> choose(std::span<const ChunkState> states,
                                                std::optional<std::size_t> own);

}  // namespace ice::cluster
