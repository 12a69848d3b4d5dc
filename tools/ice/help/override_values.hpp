#pragma once
// What may follow in "path=value,value".
#include <string>
#include <vector>

#include "help/values.hpp"

namespace ice::cli {

/// Paths with their "=", or whole overrides where `begun` has one. `plugins` lists the names of
/// plugins; it is called only where they are values.
[[nodiscard]] std::vector<Candidate> overrides(const std::string& begun,
                                               std::vector<Candidate> (*plugins)());

}  // namespace ice::cli
