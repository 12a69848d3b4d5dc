#pragma once
// Puts the values of a study's parameters along axes, and finds which parameters matter.
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "judge/importance.hpp"
#include "report/study_cells.hpp"

namespace ice::report {

/// The values of a parameter in order: numbers ascending, others in the order of the cells'
/// numbers. More than `most` numbers are put into groups of equal width.
struct ParameterAxis {
  std::string name;                                ///< full name
  std::vector<std::string> texts;                  ///< by level: "0.01", "0.01 – 0.1", "tanh"
  std::vector<double> numbers;                     ///< by level; empty where some are not numbers
  std::vector<std::optional<std::size_t>> levels;  ///< by cell; nullopt: it has no such parameter
  bool log = false;                                ///< numbers are best shown by their logarithms
  bool grouped = false;                            ///< `numbers` are the middles of groups
};
[[nodiscard]] ParameterAxis axis_of(const StudyCells& cells, std::size_t parameter,
                                    std::size_t most = static_cast<std::size_t>(-1));

/// judge::importance of the cells' parameters for the metric, over all runs with a value.
[[nodiscard]] std::vector<judge::Importance> importance_of(const StudyCells& cells);

/// The parameters of some axes, and why those not asked for were chosen.
struct ChosenParameters {
  std::vector<std::size_t> parameters;  ///< indices, by axis
  std::string reason;  ///< "x is the parameter that explains most; --x takes another"
};
/// One parameter for each pair of an option ("--x") and a name, by full or short name. For an empty
/// name it takes the one with the largest main effect that is not yet taken. Throws UserError for
/// an unknown name, one that is asked for twice, and where the study varies too few parameters.
[[nodiscard]] ChosenParameters choose_parameters(
    const StudyCells& cells, const std::vector<std::pair<std::string, std::string>>& wanted);

/// Throws UserError where the cells differ in no parameter.
void require_parameters(const StudyCells& cells, std::size_t least);

}  // namespace ice::report
