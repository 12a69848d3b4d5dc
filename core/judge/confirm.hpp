#pragma once
// A claim tried again, on seeds that its study has not used.
#include <string>

#include "study/study.hpp"

namespace ice::judge {

/// "tanh-wins-confirm-h1": the name of the study that confirms a claim of this one.
[[nodiscard]] std::string confirmation_name(const std::string& study, const std::string& claim);

/// The study that confirms a claim: a study of its own, which follows this one. It has the cells
/// that the claim compares and no others, as many seeds, none of which the study has or will have,
/// and that claim alone. Its claim has an alpha of its own. Throws UserError with the nearest name
/// when there is no such claim, and when the claim compares no cells.
[[nodiscard]] study::Study confirmation(const study::Study& study, const std::string& claim);

}  // namespace ice::judge
