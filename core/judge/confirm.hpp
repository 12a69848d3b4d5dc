#pragma once
// Makes the study that tries a claim again, on seeds that its own study has not used.
#include <string>

#include "study/study.hpp"

namespace ice::judge {

/// The name of the study that confirms a claim of `study`: "tanh-wins-confirm-h1".
[[nodiscard]] std::string confirmation_name(const std::string& study, const std::string& claim);

/// The study that confirms a claim; it follows the given one. It has only this claim, with an alpha
/// of its own, only the cells that the claim compares, and as many seeds, which the given study
/// neither has nor gets later. Throws UserError when there is no such claim (with the nearest
/// name), when the claim compares no cells, or when their grid is too large.
[[nodiscard]] study::Study confirmation(const study::Study& study, const std::string& claim);

}  // namespace ice::judge
