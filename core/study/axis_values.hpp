#pragma once
// Decides which values one varied parameter can have, from its list or range, without walking
// cells. find_impossible uses it to find conditions that never hold. Pure functions.
#include <span>
#include <string>

#include "study/study.hpp"

namespace ice::study {

/// Whether the parameter's list contains this value, or a draw from its range can give it. A
/// plugin's name matches the plugin with any parameters, as in a Condition.
[[nodiscard]] bool may_be(const Parameter& parameter, const base::Value& wanted);

/// Whether some value of the parameter meets all of these conditions. REQUIRES: all conditions are
/// on this parameter. A parameter with a `when` is absent from some cells, and its absence may meet
/// them too (`ne`).
[[nodiscard]] bool may_meet(const Parameter& parameter, std::span<const Condition> conditions);

/// The text of a message about a value that a parameter never has.
struct NoSuchValue {
  std::string found;  ///< "'momentumm' is none of its values"
  std::string hint;   ///< "Did you mean 'momentum'?", or "Its values: 0.1, 0.3"
};
/// Explains why the parameter is never `wanted`. REQUIRES: !may_be(parameter, wanted).
[[nodiscard]] NoSuchValue no_such_value(const Parameter& parameter, const base::Value& wanted);

/// "from 0.1 to 1", "around mu = -3", "from 1 to 9 in steps of 2": what a parameter without a list
/// of values is drawn from.
[[nodiscard]] std::string range_text(const Parameter& parameter);

/// The values of the parameter as a sentence: "Its values: adam, momentum" with at most the first
/// 8, or "It is drawn from 0.1 to 1".
[[nodiscard]] std::string values_text(const Parameter& parameter);

}  // namespace ice::study
