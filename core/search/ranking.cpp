#include "search/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace ice::search {

std::vector<std::size_t> best_first(std::span<const Told> cells) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].state != State::kPending) order.push_back(i);
  }
  std::ranges::stable_sort(order, {}, [&](std::size_t i) {
    const Told& cell = cells[i];
    const bool is_stopped = cell.state == State::kStopped;
    return std::tuple(!std::isfinite(cell.value), is_stopped, is_stopped ? -cell.last_epoch : 0,
                      cell.value);
  });
  return order;
}

}  // namespace ice::search
