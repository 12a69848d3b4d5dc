#pragma once
// The section experiment.parameters: what is varied, and how.
#include <map>
#include <string>
#include <vector>

#include "study/faults.hpp"
#include "study/names.hpp"
#include "study/study.hpp"

namespace ice::study {

/// A varied parameter with where it was written, for checks that need the other parameters.
struct ReadParameter {
  Parameter parameter;
  const Node* node = nullptr;  ///< its map in the file
  bool is_sound = true;        ///< no fault was added for it
  [[nodiscard]] std::string path() const { return "experiment.parameters." + parameter.name; }
  /// How many values it has on a grid.
  [[nodiscard]] std::uint64_t size() const;
};

/// Reads every item but `when`. Ranges are not spread yet: their number is checked first.
[[nodiscard]] std::vector<ReadParameter> read_parameters(const Node& node,
                                                         const ParameterNames& names, Method method,
                                                         Faults& faults);

/// Reads every `when`; parameters may not depend on each other in a circle.
void read_when(std::vector<ReadParameter>& parameters, const ParameterNames& names, Faults& faults);

/// Grid: lists the values of every range and checks each.
void spread_ranges(std::vector<ReadParameter>& parameters, Faults& faults);

/// Full paths, in the file's order.
[[nodiscard]] std::vector<std::string> names_of(const std::vector<ReadParameter>& parameters);

}  // namespace ice::study
