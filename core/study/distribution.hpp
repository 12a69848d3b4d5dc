#pragma once
// The values of one varied parameter: how a range is spread over a grid, and how values are drawn
// from it. A range is "valid" here when range_fault returned nullopt for it. Pure functions, apart
// from the stream that draw() advances.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/rng.hpp"
#include "base/value.hpp"
#include "study/study.hpp"

namespace ice::study {

/// The word for a distribution in a study: "log_uniform".
[[nodiscard]] std::string to_string(Distribution distribution);
/// The distribution with this name. REQUIRES: `name` is a word that to_string returns.
[[nodiscard]] Distribution distribution_from(const std::string& name);

/// Whether the distribution is normal or log_normal: such a range has mu and sigma and no ends.
[[nodiscard]] bool is_normal(const Parameter& range);

/// What is wrong with the numbers of a range under a method, or nullopt when nothing is. For
/// example "log_uniform needs min > 0 (bounds are values, not exponents), got 0".
[[nodiscard]] std::optional<std::string> range_fault(const Parameter& range, Method method);

/// The number of values of a valid range on a grid.
[[nodiscard]] std::uint64_t grid_size(const Parameter& range);

/// The values of a valid range on a grid, both ends included. Values between the ends are rounded
/// to 12 digits: they are then the numbers that a person would write (0.3, not
/// 0.30000000000000004), and a run has the same identity however its value was given.
[[nodiscard]] std::vector<base::Value> spread(const Parameter& range);

/// One draw from a valid range, or one of the listed values, each with equal probability.
[[nodiscard]] base::Value draw(const Parameter& parameter, base::Stream& stream);

/// The number of different values that draw() can return; 0 when they cannot be listed (a range
/// without steps, or a normal distribution).
[[nodiscard]] std::uint64_t space_size(const Parameter& parameter);

/// The i-th value that draw() can return, 0 <= i < space_size(parameter). Ascending for a range.
[[nodiscard]] base::Value space_value(const Parameter& parameter, std::uint64_t i);

/// Whether draw() can return this value. A range without steps gives every number in it.
[[nodiscard]] bool may_draw(const Parameter& parameter, const base::Value& value);

}  // namespace ice::study
