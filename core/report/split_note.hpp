#pragma once
// Says whether the intervals of a study contain the noise of how its data were split.
#include <string>

#include "store/query/query.hpp"

namespace ice::report {

/// A sentence for people who read intervals of this metric; empty where no split is drawn, where
/// the study varies how, and for metrics of the training part.
[[nodiscard]] std::string split_note(const store::StudyRow& study, const std::string& metric);

}  // namespace ice::report
