#include "report/page/thinning.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ice::report {
namespace {

using Indices = std::vector<std::size_t>;

// Adds the index of the lowest or highest finite value in [begin, end), if there is one.
template <class IsBetter>
void add_extreme(const std::vector<double>& values, std::size_t begin, std::size_t end,
                 IsBetter is_better, Indices& kept) {
  std::size_t best = end;
  for (std::size_t i = begin; i < end; ++i)
    if (std::isfinite(values[i]) && (best == end || is_better(values[i], values[best]))) best = i;
  if (best != end) kept.push_back(best);
}

void add_bucket(const Line& line, std::size_t begin, std::size_t end, Indices& kept) {
  const bool has_band = !line.low.empty();
  const std::size_t before = kept.size();
  add_extreme(line.y, begin, end, std::less(), kept);
  add_extreme(line.y, begin, end, std::greater(), kept);
  if (has_band) {
    add_extreme(line.low, begin, end, std::less(), kept);
    add_extreme(line.high, begin, end, std::greater(), kept);
  }
  if (kept.size() == before) kept.push_back(begin);  // a gap
}

std::vector<double> chosen(const std::vector<double>& values, const Indices& kept) {
  std::vector<double> some;
  if (values.empty()) return some;
  some.reserve(kept.size());
  for (const std::size_t i : kept) some.push_back(values[i]);
  return some;
}

}  // namespace

Line thinned(const Line& line, std::size_t most) {
  const std::size_t n = line.x.size();
  if (n <= most) return line;
  const std::size_t buckets = (most - 2) / (line.low.empty() ? 2 : 4);
  const std::size_t inner = n - 2;
  Indices kept{0};
  for (std::size_t b = 0; b < buckets; ++b)
    add_bucket(line, 1 + inner * b / buckets, 1 + inner * (b + 1) / buckets, kept);
  kept.push_back(n - 1);
  std::ranges::sort(kept);
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  Line thin = line;
  thin.x = chosen(line.x, kept);
  thin.y = chosen(line.y, kept);
  thin.low = chosen(line.low, kept);
  thin.high = chosen(line.high, kept);
  return thin;
}

}  // namespace ice::report
