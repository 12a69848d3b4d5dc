#pragma once
// Finds the faults of plugins and data in a study that has faults of its own, so that the user sees
// all of them in one round.
#include <filesystem>
#include <vector>

#include "base/error.hpp"
#include "study/study.hpp"

namespace ice::code {

/// The study's faults, a line each, then those that Resolver::check_written() finds in what could
/// be read of it. Looks for plugins in `plugins` (files and folders of --plugin), then where the
/// study and the environment say.
[[nodiscard]] base::UserError with_all_faults(const study::FaultyStudy& faulty,
                                              const std::vector<std::filesystem::path>& plugins);

}  // namespace ice::code
