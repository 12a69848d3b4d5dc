#pragma once
// The importance of a study's parameters for the page.
#include <string>
#include <vector>

#include "report/page/cells_json.hpp"

namespace ice::report {

/// metric -> one for each set of parameters that cells have: {"factors": [[index of a parameter]],
/// "main": [share], "pairs": [[factor, factor, share]], "higher", "noise", "exact", "cells",
/// "runs"}, and "left_out": runs without a value (judge/importance.hpp). `cells_data` is that of
/// cells_json(). The shares are of the final values of finished runs. Where forests have to be
/// grown for many cells, only the first of `metrics` are there.
[[nodiscard]] base::Value importance_json(const Shown& shown, const base::Value& cells_data,
                                          const std::vector<std::string>& metrics);

}  // namespace ice::report
