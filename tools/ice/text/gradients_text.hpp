#pragma once
// Writes a gradient check: a table with a row for each W[l] and b[l], a few entries as the notes
// nudge them, and what the check found.
#include <string>

#include "inspect/gradients.hpp"
#include "store/query/query.hpp"

namespace ice::cli {

/// The verdict of a row is holds, wrong, or flat.
[[nodiscard]] store::Table gradients_table(const inspect::GradientReport& report);

/// The entries with the largest derivatives of each matrix.
[[nodiscard]] store::Table entries_table(const inspect::GradientReport& report);

/// Lines on wrong layers and whose fault they may be, on kinks, and on matrices without a
/// derivative; one line when all is well.
[[nodiscard]] std::string findings(const inspect::Subject& subject,
                                   const inspect::GradientReport& report);

}  // namespace ice::cli
