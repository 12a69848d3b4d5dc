#pragma once
// A study as YAML again: complete, free of includes, aliases and overrides.
#include <string>

#include "study/study.hpp"

namespace ice::study {

/// load_text reads it back as an equal study (but for `file` and `places`).
[[nodiscard]] std::string resolved_text(const Study& study);

}  // namespace ice::study
