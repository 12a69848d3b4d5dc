#pragma once
// Reads the sections `experiment` and `idea` of a study. load() calls both functions, in this
// order: after includes and overrides, and after read_section has checked the keys that need no
// knowledge of other keys. Errors are added to `faults`. `section` is what read_section returned
// for the whole study.
#include "study/faults.hpp"
#include "study/names.hpp"
#include "study/study.hpp"

namespace ice::study {

/// Reads the section `experiment`. For method grid every range is spread into its values; more runs
/// than kMaxTrials are an error.
[[nodiscard]] Experiment read_experiment(const Node& study, const base::Value& section,
                                         const ParameterNames& names, Faults& faults);

/// Reads the section `idea`. Its claims may name only the parameters of `experiment`.
[[nodiscard]] Idea read_idea(const Node& study, const base::Value& section,
                             const Experiment& experiment, const ParameterNames& names,
                             Faults& faults);

}  // namespace ice::study
