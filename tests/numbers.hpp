#pragma once
// Numbers that are no numbers, for all tests.
#include <limits>

inline constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
inline constexpr double kInfinity = std::numeric_limits<double>::infinity();
