#pragma once
// Applies the overrides of the command line: changes the tree of a study as if the file itself
// contained the given values.
#include <span>

#include "study/faults.hpp"
#include "study/names.hpp"
#include "study/study.hpp"

namespace ice::study {

/// Changes `study`, after its includes are resolved and before its sections are read.
/// - One value for a parameter replaces its value in the code section. A varied parameter, or a
///   parameter below a varied plugin, gets it as its only value; a varied parameter leaves its zip.
/// - Several values make the parameter a varied one or replace its values; its `when` stays.
/// - A path that begins with experiment. or idea., or with a key of experiment ("seeds.count"),
///   sets that key, with one value.
/// `names` are those of the tree before the overrides. Adds an error for every override that names
/// no parameter or key.
void apply_overrides(Node& study, std::span<const Override> overrides, const ParameterNames& names,
                     Faults& faults);

}  // namespace ice::study
