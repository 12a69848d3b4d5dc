#pragma once
// Reads the section experiment.parameters: which parameters are varied, and over which values.
// read_experiment calls the functions in the order of this header. Errors are added to `faults`;
// what is wrong stays in the list and is marked.
#include <map>
#include <string>
#include <vector>

#include "study/faults.hpp"
#include "study/names.hpp"
#include "study/study.hpp"

namespace ice::study {

/// A varied parameter with its location in the file, for checks that need the other parameters.
/// `node` points into the tree that was read, which must outlive it.
struct ReadParameter {
  Parameter parameter;
  const Node* node = nullptr;  ///< its map in the file
  bool is_sound = true;        ///< no error was added for it
  [[nodiscard]] std::string path() const { return "experiment.parameters." + parameter.name; }
  /// The number of its values on a grid. REQUIRES: is_sound.
  [[nodiscard]] std::uint64_t size() const;
};

/// Reads every item except its `when`. Ranges stay ranges, because the number of their values is
/// checked before they are listed.
[[nodiscard]] std::vector<ReadParameter> read_parameters(const Node& node,
                                                         const ParameterNames& names, Method method,
                                                         Faults& faults);

/// Reads every `when`. Parameters that depend on themselves through their conditions are an error.
void read_when(std::vector<ReadParameter>& parameters, const ParameterNames& names, Faults& faults);

/// Lists the values of every range and checks each against the schema. Called for method grid,
/// after the number of values was checked.
void spread_ranges(std::vector<ReadParameter>& parameters, Faults& faults);

/// The full paths, in the order of the file.
[[nodiscard]] std::vector<std::string> names_of(const std::vector<ReadParameter>& parameters);

}  // namespace ice::study
