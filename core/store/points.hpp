#pragma once
// Converts the points of a curve to the text in the table and back: a JSON map of epochs to values,
// which SQLite's json_each, R and pandas can read. Pure functions.
#include <string>
#include <string_view>

#include "store/record.hpp"

namespace ice::store {

/// The text of a curve: {"1":0.69,"2":0.5,"3":"nan"}. Numbers have the shortest digits that read
/// back as the same number. Values for which JSON has no number are texts: "nan", "inf", "-inf".
[[nodiscard]] std::string points_text(const Curve& curve);

/// Appends the epochs and values in a text of points_text to the curve. Throws Error for others.
void read_points(std::string_view text, Curve& curve);

}  // namespace ice::store
