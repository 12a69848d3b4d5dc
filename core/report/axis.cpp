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

// All numbers of an axis have as many decimals: 0.0 beside 0.5.
std::string tick_text(double value, double step, double largest) {
  if (std::fabs(value) < step / 2) value = 0;
  if (largest >= 1e6 || step < 1e-5) return base::format_short(value, 4);
  const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
  return fmt::format("{:.{}f}", value, decimals);
}

std::vector<Tick> linear_ticks(Extent extent, std::size_t most, double least_step) {
  const double step = std::max(least_step, round_step(extent.high - extent.low, most));
  std::vector<Tick> found;
  const double slack = step * 1e-9;
  const double largest = std::max(std::fabs(extent.low), std::fabs(extent.high));
  for (double k = std::ceil((extent.low - slack) / step); k * step <= extent.high + slack; ++k)
    found.push_back({k * step, tick_text(k * step, step, largest)});
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

std::vector<Tick> named_ticks(const std::vector<std::string>& names, std::size_t most) {
  std::vector<Tick> found;
  const std::size_t stride = (names.size() + most - 1) / most;
  for (std::size_t i = 0; i < names.size(); i += stride)
    found.push_back({static_cast<double>(i), names[i]});
  return found;
}

std::vector<Tick> x_ticks(const Figure& figure, std::size_t most) {
  if (!figure.x_names.empty()) return named_ticks(figure.x_names, most);
  if (!figure.x_marks.empty()) return figure.x_marks;
  if (figure.log_x) return ticks(x_extent(figure), true, most);
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
