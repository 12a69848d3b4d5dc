#pragma once
// Draws which classes were taken for which.
#include <string>
#include <vector>

#include "metric/confusion.hpp"
#include "report/table.hpp"

namespace ice::report {

/// A row for each true class, a column for each predicted one; the recall of each class beside it
/// and its precision below, both in percent ("-" where there is nothing to divide by). Names are
/// shortened to fit style.width, which ten classes do at 80 columns. Where the counts do not fit,
/// and of more than 20 classes, a line says so. REQUIRES: a name for each class.
[[nodiscard]] std::string draw_confusion(const metric::Confusion& counts,
                                         const std::vector<std::string>& classes,
                                         const TableStyle& style);

}  // namespace ice::report
