#pragma once
// A study as YAML again: complete, free of includes, aliases and overrides.
#include <string>

#include "spec/study.hpp"

namespace ice::spec {

/// load_text reads it back as an equal study (but for `file` and `places`).
[[nodiscard]] std::string resolved_text(const Study& study);

}  // namespace ice::spec
