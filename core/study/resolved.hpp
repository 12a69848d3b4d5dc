#pragma once
// Writes a study as complete YAML: without includes, aliases and overrides, and with all defaults
// of the schema. The store keeps this text (Study::text).
#include <string>

#include "study/study.hpp"

namespace ice::study {

/// The YAML text of a study. load_recorded reads an equal study from it, but for `file` and
/// `locations`.
[[nodiscard]] std::string resolved_text(const Study& study);

}  // namespace ice::study
