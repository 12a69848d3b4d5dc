#pragma once
// Writes a study as complete YAML: without includes, aliases and overrides, and with all defaults
// of the schema. The store keeps this text (Study::text).
#include <string>

#include "study/study.hpp"

namespace ice::study {

/// The YAML text of a study. load_recorded reads an equal study from it, but for `file` and
/// `locations`.
[[nodiscard]] std::string resolved_text(const Study& study);

/// A resolved text in which the study has another name, or follows another study. Nothing else of
/// it changes; a text without such a line stays as it is.
[[nodiscard]] std::string with_name(const std::string& text, const std::string& name);
[[nodiscard]] std::string with_follows(const std::string& text, const std::string& name);

}  // namespace ice::study
