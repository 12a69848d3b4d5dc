#pragma once
// The importance of a study's parameters for the page.
#include <string>
#include <vector>

#include "report/page/cells_json.hpp"

namespace ice::report {

/// metric -> one for each set of parameters that cells have: {"factors": [[index of a parameter]],
/// "main": [share], "pairs": [[factor, factor, share]], "higher", "noise", "exact", "cells",
/// "runs"}, and "left_out": runs without a value (judge/importance.hpp). `cells_data` is that of
/// cells_json(). Of final values of finished runs. Where a forest has to be grown, only for the
/// first of `metrics`, if there are many cells.
[[nodiscard]] base::Value importance_json(const Shown& shown, const base::Value& cells_data,
                                          const std::vector<std::string>& metrics);

}  // namespace ice::report
