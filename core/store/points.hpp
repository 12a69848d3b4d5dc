#pragma once
// The points of a curve as the table keeps them: a JSON map of epochs to values, which SQLite's
// json_each, R and pandas read.
#include <string>
#include <string_view>

#include "store/record.hpp"

namespace ice::store {

/// {"1":0.69,"2":0.5,"3":"nan"}: shortest digits that read back the same; what JSON has no number
/// for stands as text: "nan", "inf", "-inf".
[[nodiscard]] std::string points_text(const Curve& curve);

/// The epochs and values of such a text, exactly. Throws base::Error when it is none.
void read_points(std::string_view text, Curve& curve);

}  // namespace ice::store
