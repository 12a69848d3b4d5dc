#pragma once
// Where runs were made: machine, system, libraries, and the state of the study's repository.
#include <filesystem>

#include "store/record.hpp"

namespace ice::run {

/// Facts that cannot be found out are left empty. `folder` is the study's: its git commit, if it is
/// under git.
[[nodiscard]] store::Environment environment_of(const std::filesystem::path& folder);

}  // namespace ice::run
