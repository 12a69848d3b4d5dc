#pragma once
// The runs of a study for the page, each whole: values, machine, files, error.
#include <string>
#include <vector>

#include "report/page/cells_json.hpp"

namespace ice::report {

/// Lists with an entry for each run ("id", "cell": index, "seed", "status", "epochs", "seconds",
/// "started", "error", "data", "numerics", "environment", "files"), "final" and "best": metric -> a
/// value for each run; and what "error", "data", "environment" and "files" are indices into:
/// "errors", "digests", "environments", "plugins". "constants": name -> value of the parameters
/// that are the same in all cells. Seeds are texts: JavaScript has no whole numbers above 2^53.
[[nodiscard]] base::Value runs_json(const Shown& shown, const std::vector<ShownCell>& cells,
                                    const std::vector<std::string>& metrics);

}  // namespace ice::report
