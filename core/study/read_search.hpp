#pragma once
// Reads and checks what a study says of its search.
#include <vector>

#include "study/faults.hpp"
#include "study/names.hpp"
#include "study/parameters.hpp"
#include "study/study.hpp"

namespace ice::study {

/// Reads experiment.start_with and checks ahead, order and run_cap against the method, and the
/// method against the parameters. `node` is the section experiment, or null; `read` are the
/// parameters with their locations. REQUIRES: everything else of `experiment` has been read without
/// an error.
void read_search(const Node& node, const std::vector<ReadParameter>& read,
                 const ParameterNames& names, Experiment& experiment, Faults& faults);

}  // namespace ice::study
