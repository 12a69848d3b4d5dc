#pragma once
// Chooses what a finished table shows: its columns, the order of its rows, groups of them.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "store/query/query.hpp"

namespace ice::report {

/// The index of the column that a name means: its full name, the name with underscores for dots, or
/// its short name (short_names). Throws UserError with the nearest name; `option` is its location.
[[nodiscard]] std::size_t column_of(const store::Table& table, const std::string& name,
                                    const std::string& option);

/// Only these columns, in this order. Throws as column_of("--columns") does.
[[nodiscard]] store::Table select_columns(const store::Table& table,
                                          const std::vector<std::string>& names);

/// Sorts rows by a column, "-column" for descending: numbers before texts, equal ones in their
/// order. Fields that are null or nan come last in both directions. Throws as
/// column_of("--sort") does.
void sort_rows(store::Table& table, const std::string& sort);

/// Leaves out the columns in which all rows agree. A table of one row stays.
void keep_changed(store::Table& table);

/// Groups runs: a row for each combination of values in the columns `by` (full names), sorted by
/// them, with the columns runs, finished, and the mean of each metric over the finished runs.
/// REQUIRES: `runs` comes from Reader::runs and has these columns.
[[nodiscard]] store::Table group_runs(const store::Table& runs, const std::vector<std::string>& by);

}  // namespace ice::report
