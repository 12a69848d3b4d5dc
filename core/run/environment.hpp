#pragma once
// Finds out where runs are made: machine, system, libraries, and the state of the study's
// repository.
#include <filesystem>
#include <string>

#include "store/record.hpp"

namespace ice::run {

/// The version of this program: "0.1.0".
[[nodiscard]] std::string ice_version();

/// Leaves what it cannot find out empty. `folder` is the study's: when it is under git, its commit
/// is recorded (git gets half a second to answer).
[[nodiscard]] store::Environment environment_of(const std::filesystem::path& folder);

}  // namespace ice::run
