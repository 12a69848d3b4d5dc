#pragma once
// The sections experiment and idea.
#include "study/faults.hpp"
#include "study/names.hpp"
#include "study/study.hpp"

namespace ice::study {

/// Reads what read_section leaves of experiment.*; `section` is what it gave for the whole study.
/// Ranges of a grid are spread, and a study too large is a fault.
[[nodiscard]] Experiment read_experiment(const Node& study, const base::Value& section,
                                         const ParameterNames& names, Faults& faults);

/// Reads what read_section leaves of idea.*; claims are about the experiment's parameters.
[[nodiscard]] Idea read_idea(const Node& study, const base::Value& section,
                             const Experiment& experiment, const ParameterNames& names,
                             Faults& faults);

}  // namespace ice::study
