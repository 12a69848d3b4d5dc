#pragma once
// What one varied parameter can be, asked before any cell is looked at.
#include <span>
#include <string>

#include "study/study.hpp"

namespace ice::study {

/// Whether the parameter has this value in some cell, or may be drawn so. A plugin's name stands
/// for it with any parameters, as in conditions.
[[nodiscard]] bool may_be(const Parameter& parameter, const base::Value& wanted);

/// Whether some value of the parameter meets all of these conditions on it. One that does not exist
/// in every cell (`when`) may meet them by its absence.
[[nodiscard]] bool may_meet(const Parameter& parameter, std::span<const Condition> conditions);

/// Why the parameter is never `wanted`: what was found, and what to do about it.
struct NoSuchValue {
  std::string found;  ///< "'momentumm' is none of its values"
  std::string hint;   ///< "Did you mean 'momentum'?", or "Its values: 0.1, 0.3"
};
[[nodiscard]] NoSuchValue no_such_value(const Parameter& parameter, const base::Value& wanted);

/// "from 0.1 to 1", "around mu = -3", "from 1 to 9 in steps of 2": what a parameter without a list
/// of values is drawn from.
[[nodiscard]] std::string range_text(const Parameter& parameter);

/// "Its values: adam, momentum", the first few of them; "It is drawn from 0.1 to 1".
[[nodiscard]] std::string values_text(const Parameter& parameter);

}  // namespace ice::study
