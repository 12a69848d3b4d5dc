#pragma once
// Values given on the command line, written into the tree as if the file had them.
#include <span>

#include "study/faults.hpp"
#include "study/names.hpp"
#include "study/study.hpp"

namespace ice::study {

/// One value replaces that of the code section, or becomes the only one of a varied parameter
/// (which then leaves its zip) and of a parameter of a varied plugin. Several values make the axis
/// of a parameter or replace it; its `when` stays. Paths that begin with experiment. or idea. set a
/// key there.
void apply_overrides(Node& study, std::span<const Override> overrides, const ParameterNames& names,
                     Faults& faults);

}  // namespace ice::study
