#include "search/margin.hpp"

#include <algorithm>
#include <cmath>

#include "search/normal.hpp"

namespace ice::search {
namespace {

// The chance beyond the only end of the interval is at least alpha: else the mean moves towards it.
Margin near_edge(Margin margin, double deviation, double end, double alpha) {
  const double scale = deviation * margin.width;
  if (normal_cdf(-std::abs(end - margin.mean) / scale) >= alpha) return margin;
  const double distance = -scale * normal_quantile(alpha);
  margin.mean = margin.mean < end ? end - distance : end + distance;
  return margin;
}

}  // namespace

Margin corrected(Margin margin, double deviation, Interval interval, double alpha) {
  const auto [left, right] = interval;
  if (std::isinf(left) && std::isinf(right)) return margin;
  if (std::isinf(left)) return near_edge(margin, deviation, right, alpha);
  if (std::isinf(right)) return near_edge(margin, deviation, left, alpha);

  const double scale = deviation * margin.width;
  const double below = normal_cdf((left - margin.mean) / scale);
  const double above = normal_cdf((margin.mean - right) / scale);
  const double inside = 1 - below - above;
  const double raised_below = std::max(below, alpha / 2), raised_above = std::max(above, alpha / 2);
  // What was added is taken from all three in proportion to what they have above their least.
  const double share = (1 - raised_below - raised_above - inside) /
                       (raised_below + inside + raised_above - 1.5 * alpha);
  const auto distance = [&](double raised) {  // from the mean, in deviations
    const double chance = raised + share * (raised - alpha / 2);
    return -normal_quantile(std::clamp(chance, 1e-10, 0.5 - 1e-10));
  };
  const double to_left = distance(raised_below), to_right = distance(raised_above);
  const double width = (right - left) / ((to_left + to_right) * deviation);
  return {(left * to_right + right * to_left) / (to_left + to_right), width};
}

}  // namespace ice::search
