#pragma once
// Finds out where runs are made: machine, system, libraries, and the state of the study's
// repository.
#include <filesystem>

#include "store/record.hpp"

namespace ice::run {

/// Leaves what it cannot find out empty. `folder` is the study's: when it is under git, its commit
/// is recorded (git gets half a second to answer).
[[nodiscard]] store::Environment environment_of(const std::filesystem::path& folder);

}  // namespace ice::run
