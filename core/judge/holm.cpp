#include "judge/holm.hpp"

#include <algorithm>
#include <numeric>

namespace ice::judge {

std::vector<double> holm(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> corrected(p.size());
  double least = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    least = std::max(least, static_cast<double>(p.size() - i) * p[order[i]]);
    corrected[order[i]] = std::min(least, 1.0);
  }
  return corrected;
}

}  // namespace ice::judge
