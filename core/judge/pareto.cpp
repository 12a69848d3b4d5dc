#include "judge/pareto.hpp"

#include <algorithm>
#include <cmath>

namespace ice::judge {
namespace {

bool beats(const std::vector<double>& a, const std::vector<double>& b) {
  bool is_better = false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!(a[i] <= b[i])) return false;
    is_better |= a[i] < b[i];
  }
  return is_better;
}

}  // namespace

std::vector<std::size_t> pareto_front(std::span<const std::vector<double>> points) {
  std::vector<std::size_t> front;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto is_nan = [](double x) { return std::isnan(x); };
    const auto beats_it = [&](const std::vector<double>& other) { return beats(other, points[i]); };
    if (std::ranges::none_of(points[i], is_nan) && std::ranges::none_of(points, beats_it))
      front.push_back(i);
  }
  return front;
}

}  // namespace ice::judge
