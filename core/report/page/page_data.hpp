#pragma once
// What the page shows, as JSON: everything that it sorts, filters and draws in the browser.
#include <string>
#include <vector>

#include "base/value.hpp"
#include "store/query/query.hpp"

namespace ice::report {

struct PageOptions {
  std::vector<store::RunQuery> studies;  ///< one for each study: its name, and which of its runs
  std::string suffix;                    ///< ends the commands that are suggested: " --db FILE"
};

/// {"format": 1, "ice": version, "made_at", "suffix", "studies": [...], "ideas": [...], "interval":
/// [half a 95 % interval of a mean of n values, in deviations]}. The functions in this folder say
/// what a study consists of. Numbers are rounded to what can be seen. Texts are as they were
/// recorded, and may contain anything. Throws UserError for an unknown study or revision and for a
/// study without runs, and what Reader throws.
[[nodiscard]] base::Value page_data(store::Reader& reader, const PageOptions& options);

}  // namespace ice::report
