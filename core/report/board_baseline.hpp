#pragma once
// Compares the cells of a leaderboard with one of them.
#include <cstdint>
#include <string>
#include <vector>

#include "report/leaderboard.hpp"

namespace ice::report {

/// The cell of a study that `text` names: its number in the study, or a run of it. Throws UserError
/// when `scores` have no such cell; `option` is the location.
[[nodiscard]] std::uint64_t baseline_cell(store::Reader& reader, const std::string& study,
                                          const std::vector<store::Score>& scores,
                                          const std::string& text, const std::string& option);

/// Adds the columns difference, diff_low, diff_high and seeds to `table`, which shows the first
/// cells of `board` (to_table): the mean difference of each cell's runs to the runs of the baseline
/// with the same seed, its 95 % interval (Student's t), and over how many seeds. Empty for the
/// baseline itself.
void insert_differences(const Leaderboard& board, const std::vector<store::Score>& scores,
                        std::uint64_t baseline, store::Table& table);

}  // namespace ice::report
