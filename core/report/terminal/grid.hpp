#pragma once
// The layout of a table in a terminal.
#include <cstddef>
#include <string>

#include "report/table.hpp"

namespace ice::report {

/// A column without texts: numbers, which may be nan or infinite, and gaps.
[[nodiscard]] bool is_numeric(const store::Table& table, std::size_t column);

/// `table` as render() lays it out for Format::kTable.
[[nodiscard]] std::string as_grid(const store::Table& table, const TableStyle& style);

}  // namespace ice::report
