#pragma once
// The axes of a study: what varies by itself. Pure functions.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "study/study.hpp"

namespace ice::study {

/// Parameters that vary together: a zip group, or a single parameter.
struct Axis {
  std::vector<std::size_t> members;  ///< indices into Experiment::parameters
  std::uint64_t size = 1;            ///< number of values; 0: the values cannot be listed
};

/// The axes in the order of their first parameters.
[[nodiscard]] std::vector<Axis> axes_of(const Experiment& experiment);

/// The index of the parameter with this full path. Throws Error when it is not varied.
[[nodiscard]] std::size_t parameter_index(const std::vector<Parameter>& parameters,
                                          const std::string& name);

}  // namespace ice::study
