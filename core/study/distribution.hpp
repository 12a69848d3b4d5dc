#pragma once
// Ranges: their values on a grid, and draws from them.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/rng.hpp"
#include "base/value.hpp"
#include "study/study.hpp"

namespace ice::study {

/// How a distribution is written in a study: "log_uniform".
[[nodiscard]] std::string to_string(Distribution distribution);
[[nodiscard]] Distribution distribution_from(const std::string& name);

/// Whether draws from the range have no ends: normal and log_normal.
[[nodiscard]] bool is_normal(const Parameter& range);

/// What is wrong with the numbers of a range under a method, or nothing: "log_uniform needs min > 0
/// (bounds are values, not exponents), got 0".
[[nodiscard]] std::optional<std::string> range_fault(const Parameter& range, Method method);

/// How many values a sound range has on a grid.
[[nodiscard]] std::uint64_t grid_size(const Parameter& range);

/// The values of a sound range on a grid, both ends included. Steps give the numbers that a person
/// would write (0.3, not 0.30000000000000004): the same run must have the same identity.
[[nodiscard]] std::vector<base::Value> spread(const Parameter& range);

/// One draw from a sound range, or one of the listed values.
[[nodiscard]] base::Value draw(const Parameter& parameter, base::Stream& stream);

/// How many values a draw may be; 0: more than can be listed (a range without steps, or without
/// ends).
[[nodiscard]] std::uint64_t space_size(const Parameter& parameter);

/// The i-th (0 <= i < space_size) of the values that a draw may be; those of a range ascend.
[[nodiscard]] base::Value space_value(const Parameter& parameter, std::uint64_t i);

/// Whether a draw may be this value: of a range without steps any number between its ends.
[[nodiscard]] bool may_draw(const Parameter& parameter, const base::Value& value);

}  // namespace ice::study
