#include "report/board_baseline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/table.hpp"

namespace ice::report {
namespace {

using ValueOfSeed = std::map<std::uint64_t, double>;

std::map<std::uint64_t, ValueOfSeed> finished_values(const std::vector<store::Score>& scores) {
  std::map<std::uint64_t, ValueOfSeed> cells;
  for (const store::Score& score : scores)
    if (score.status == store::Status::kFinished && score.value)
      cells[score.cell].emplace(score.seed, *score.value);
  return cells;
}

judge::Summary difference_of(const ValueOfSeed& cell, const ValueOfSeed& baseline) {
  std::vector<double> differences;
  for (const auto& [seed, value] : cell)
    if (const auto other = baseline.find(seed); other != baseline.end())
      differences.push_back(value - other->second);
  return judge::summarize(differences);
}

bool has_cell(const std::vector<store::Score>& scores, std::uint64_t cell) {
  return std::ranges::find(scores, cell, &store::Score::cell) != scores.end();
}

}  // namespace

std::uint64_t baseline_cell(store::Reader& reader, const std::string& study,
                            const std::vector<store::Score>& scores, const std::string& text,
                            const std::string& option) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  if (is_number && has_cell(scores, number)) return number;
  constexpr std::size_t kShortestId = 6;
  if (text.size() >= kShortestId && reader.find_run(text)) {
    for (const store::Holder& holder : reader.holders(text))
      if (holder.study == study && has_cell(scores, holder.cell)) return holder.cell;
  }
  throw base::UserError(
      option, fmt::format("{} has no cell or run '{}' here", study, text),
      fmt::format("'ice runs {}' shows both, in its columns cell and id", base::shell_word(study)));
}

void insert_differences(const Leaderboard& board, const std::vector<store::Score>& scores,
                        std::uint64_t baseline, store::Table& table) {
  const std::map<std::uint64_t, ValueOfSeed> values = finished_values(scores);
  const auto of = [&](std::uint64_t cell) {
    const auto found = values.find(cell);
    return found == values.end() ? ValueOfSeed{} : found->second;
  };
  const ValueOfSeed of_baseline = of(baseline);
  table.columns.insert(table.columns.end(), {"difference", "diff_low", "diff_high", "seeds"});
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    std::vector<store::Field>& row = table.rows[i];
    if (board.cells[i].cell == baseline) {
      row.resize(row.size() + 4);
      continue;
    }
    const judge::Summary s = difference_of(of(board.cells[i].cell), of_baseline);
    for (const double x : {s.mean, s.low, s.high}) row.push_back(field_of(x));
    row.emplace_back(s.n);
  }
}

}  // namespace ice::report
