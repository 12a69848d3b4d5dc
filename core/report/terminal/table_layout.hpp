#pragma once
// Lays out a table for a terminal.
#include <cstddef>
#include <string>

#include "report/table.hpp"

namespace ice::report {

/// Whether a column has at least one number, and otherwise only gaps. nan and infinities are
/// numbers.
[[nodiscard]] bool is_numeric(const store::Table& table, std::size_t column);

/// What render() returns for Format::kTable.
[[nodiscard]] std::string as_grid(const store::Table& table, const TableStyle& style);

}  // namespace ice::report
