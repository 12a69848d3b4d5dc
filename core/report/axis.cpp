#include "report/axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace ice::report {
namespace {

// The least step of 1, 2 or 5 times a power of ten with at most `most` of them in `span`.
double round_step(double span, std::size_t most) {
  const double least = span / static_cast<double>(std::max<std::size_t>(most, 2) - 1);
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= least * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

std::string tick_text(double value, double step) {
  if (std::fabs(value) < step / 2) return "0";
  const double size = std::fabs(value);
  if (size >= 1e6 || step < 1e-5) return base::format_short(value, 4);
  const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
  return fmt::format("{:.{}f}", value, decimals);
}

std::vector<Tick> linear_ticks(Extent extent, std::size_t most, double least_step) {
  const double step = std::max(least_step, round_step(extent.high - extent.low, most));
  std::vector<Tick> found;
  const double slack = step * 1e-9;
  for (double k = std::ceil((extent.low - slack) / step); k * step <= extent.high + slack; ++k)
    found.push_back({k * step, tick_text(k * step, step)});
  return found;
}

// `factors` times each power of ten, every `stride` powers.
std::vector<Tick> power_ticks(Extent extent, std::initializer_list<double> factors, int stride) {
  std::vector<Tick> found;
  const int first = static_cast<int>(std::floor(std::log10(extent.low)));
  const int last = static_cast<int>(std::ceil(std::log10(extent.high)));
  for (int power = first; power <= last; power += stride) {
    for (const double factor : factors) {
      const double value = factor * std::pow(10.0, power);
      if (value >= extent.low * (1 - 1e-9) && value <= extent.high * (1 + 1e-9))
        found.push_back({value, base::format_short(value, 3)});
    }
  }
  return found;
}

// The richest series that is not too many: 1 2 5 10, 1 3 10, 1 10, 1 100 ...
std::vector<Tick> log_ticks(Extent extent, std::size_t most) {
  std::vector<Tick> found = power_ticks(extent, {1, 2, 5}, 1);
  if (found.size() > most) found = power_ticks(extent, {1, 3}, 1);
  for (int stride = 1; found.size() > most; ++stride) found = power_ticks(extent, {1}, stride);
  return found;
}

}  // namespace

std::vector<Tick> ticks(Extent extent, bool log, std::size_t most) {
  if (log) {
    std::vector<Tick> found = log_ticks(extent, most);
    if (found.size() >= 2) return found;
  }
  return linear_ticks(extent, most, 0);
}

std::vector<Tick> x_ticks(const Figure& figure, std::size_t most) {
  const auto is_whole = [](double x) { return x == std::trunc(x); };
  const bool all_whole = std::all_of(figure.lines.begin(), figure.lines.end(), [&](const Line& l) {
    return std::all_of(l.x.begin(), l.x.end(), is_whole);
  });
  return linear_ticks(x_extent(figure), most, all_whole ? 1 : 0);
}

double position(double value, Extent extent, bool log) {
  if (!log) return (value - extent.low) / (extent.high - extent.low);
  return std::log(value / extent.low) / std::log(extent.high / extent.low);
}

}  // namespace ice::report
