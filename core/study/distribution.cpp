#include "study/distribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/text.hpp"
#include "study/schema.hpp"

namespace ice::study {
namespace {

using base::Value;

constexpr std::array<std::pair<Distribution, const char*>, 6> kNames{
    {{Distribution::kCategorical, "categorical"},
     {Distribution::kUniform, "uniform"},
     {Distribution::kLogUniform, "log_uniform"},
     {Distribution::kIntUniform, "int_uniform"},
     {Distribution::kNormal, "normal"},
     {Distribution::kLogNormal, "log_normal"}}};

constexpr int kDigits = 12;  // significant digits of values between the ends of a range

bool is_whole(double x) { return x == std::trunc(x); }

bool is_logarithmic(const Parameter& range) {
  return range.distribution == Distribution::kLogUniform;
}

// The number of steps from min to max; not whole when the last step misses max.
double steps(const Parameter& range) {
  const double exact = (range.max - range.min) / range.quantum;
  const double whole = std::round(exact);
  return std::fabs(exact - whole) < 1e-9 * std::max(1.0, whole) ? whole : exact;
}

// Rounds to kDigits decimal digits of `scale`: 5e-17 in a range up to 1 becomes 0.
double snapped(double x, double scale) {
  const int above_point = static_cast<int>(std::floor(std::log10(scale))) + 1;
  const int decimals = std::clamp(kDigits - above_point, 0, 300);
  return *base::parse_number(fmt::format("{:.{}f}", x, decimals));
}

double between(const Parameter& range, std::uint64_t i, std::uint64_t last) {
  const double share = static_cast<double>(i) / static_cast<double>(last);
  if (is_logarithmic(range)) {
    const double low = std::log(range.min), high = std::log(range.max);
    return *base::parse_number(
        fmt::format("{:.{}g}", std::exp(low + share * (high - low)), kDigits));
  }
  const double x = range.quantum > 0 ? range.min + static_cast<double>(i) * range.quantum
                                     : range.min + share * (range.max - range.min);
  if (range.distribution == Distribution::kIntUniform) return std::round(x);
  return snapped(x, std::max(std::fabs(range.min), std::fabs(range.max)));
}

// The i-th of last + 1 values. The ends are exactly as they were given.
Value value_at(const Parameter& range, std::uint64_t i, std::uint64_t last) {
  if (i == 0) return base::normalized(range.min);
  return base::normalized(i == last ? range.max : between(range, i, last));
}

std::optional<std::string> step_fault(const Parameter& range) {
  const std::string step = base::format_number(range.quantum);
  if (range.distribution == Distribution::kIntUniform && !is_whole(range.quantum))
    return fmt::format("int_uniform needs a whole step, got {}", step);
  const double n = steps(range);
  if (n > base::kLargestWhole) return fmt::format("step = {} is too small for this range", step);
  if (is_whole(n)) return std::nullopt;
  const double reached = snapped(range.min + std::floor(n) * range.quantum,
                                 std::max(std::fabs(range.min), std::fabs(range.max)));
  return fmt::format("steps of {} from {} lead to {}, not to max = {}: both ends are included",
                     step, base::format_number(range.min), base::format_number(reached),
                     base::format_number(range.max));
}

std::optional<std::string> ends_fault(const Parameter& range) {
  const std::string name = to_string(range.distribution);
  if (is_logarithmic(range) && !(range.min > 0))
    return fmt::format("{} needs min > 0 (bounds are values, not exponents), got {}", name,
                       base::format_number(range.min));
  if (!(range.min < range.max))
    return fmt::format("min = {} is not below max = {}", base::format_number(range.min),
                       base::format_number(range.max));
  if (range.distribution == Distribution::kIntUniform &&
      (!is_whole(range.min) || !is_whole(range.max)))
    return fmt::format("int_uniform needs whole bounds, got {} and {}",
                       base::format_number(range.min), base::format_number(range.max));
  const bool is_huge = std::max(std::fabs(range.min), std::fabs(range.max)) > base::kLargestWhole;
  if (range.distribution == Distribution::kIntUniform && is_huge)
    return fmt::format("int_uniform needs bounds within +-{:.0f}", base::kLargestWhole);
  if (!std::isfinite(range.max - range.min)) return "the range is too wide for a number";
  return std::nullopt;
}

std::optional<std::string> normal_fault(const Parameter& range) {
  constexpr double kFarthest = 9;  // deviations: a draw made of 53 random bits stays within 8.6
  const bool is_log = range.distribution == Distribution::kLogNormal;
  const double most = std::fabs(range.mu) + kFarthest * range.sigma;
  if (std::isfinite(is_log ? std::exp(most) : most)) return std::nullopt;
  return fmt::format("{} with mu = {} and sigma = {} draws infinite numbers",
                     to_string(range.distribution), base::format_number(range.mu),
                     base::format_number(range.sigma));
}

std::optional<std::string> grid_fault(const Parameter& range) {
  const std::string name = to_string(range.distribution);
  if (is_normal(range))
    return fmt::format("{} has no ends to spread a grid over: list values, or use method: random",
                       name);
  if (range.points == 0 && range.quantum == 0) return "a range on a grid needs points: or step:";
  if (range.points > 0 && range.quantum > 0) return "give points: or step:, not both";
  if (is_logarithmic(range) && range.quantum > 0) return fmt::format("{} needs points:", name);
  const double whole_numbers = range.max - range.min + 1;
  if (range.distribution == Distribution::kIntUniform &&
      static_cast<double>(range.points) > whole_numbers)
    return fmt::format("{} points, but only {} whole numbers from min to max", range.points,
                       base::format_number(whole_numbers));
  return std::nullopt;
}

std::optional<std::string> drawn_fault(const Parameter& range, Method method) {
  if (is_normal(range) && is_search(method))
    return fmt::format(
        "method: {} needs a range with ends, and {} has none: give min: and max:, or use method: "
        "random",
        to_string(method), to_string(range.distribution));
  if (range.points > 0) return "points: belongs to method: grid; here step: rounds what is drawn";
  if (is_logarithmic(range) && range.quantum > 0 &&
      std::floor(range.max / range.quantum) < std::ceil(range.min / range.quantum))
    return fmt::format("no multiple of step = {} lies between min and max",
                       base::format_number(range.quantum));
  return std::nullopt;
}

double rounded(double x, double quantum) {
  return quantum > 0 ? snapped(std::round(x / quantum) * quantum, std::max(std::fabs(x), quantum))
                     : x;
}

// The first and last multiple of its step that a log_uniform range can draw.
struct Multiples {
  explicit Multiples(const Parameter& range)
      : first(std::ceil(range.min / range.quantum) * range.quantum),
        last(std::floor(range.max / range.quantum) * range.quantum) {}
  double first, last;
};

double draw_log_uniform(const Parameter& range, base::Stream& stream) {
  const double low = std::log(range.min), high = std::log(range.max);
  const double x =
      std::clamp(std::exp(low + stream.uniform() * (high - low)), range.min, range.max);
  if (range.quantum == 0) return x;
  const Multiples multiples(range);
  return rounded(std::clamp(x, multiples.first, multiples.last), range.quantum);
}

Value draw_uniform(const Parameter& range, base::Stream& stream) {
  if (range.quantum > 0) {
    const auto last = static_cast<std::uint64_t>(steps(range));
    return value_at(range, stream.below(last + 1), last);
  }
  if (range.distribution == Distribution::kIntUniform) {
    const auto span = static_cast<std::uint64_t>(range.max - range.min);
    return base::normalized(range.min + static_cast<double>(stream.below(span + 1)));
  }
  return base::normalized(range.min + stream.uniform() * (range.max - range.min));
}

}  // namespace

bool is_normal(const Parameter& range) {
  return range.distribution == Distribution::kNormal ||
         range.distribution == Distribution::kLogNormal;
}

std::string to_string(Distribution distribution) {
  return std::ranges::find(kNames, distribution, [](auto& pair) { return pair.first; })->second;
}

Distribution distribution_from(const std::string& name) {
  return std::ranges::find(kNames, name, [](auto& pair) { return std::string(pair.second); })
      ->first;
}

std::optional<std::string> range_fault(const Parameter& range, Method method) {
  if (auto fault = is_normal(range) ? normal_fault(range) : ends_fault(range)) return fault;
  if (auto fault = method == Method::kGrid ? grid_fault(range) : drawn_fault(range, method))
    return fault;
  const bool has_ladder = range.quantum > 0 && !is_normal(range) && !is_logarithmic(range);
  return has_ladder ? step_fault(range) : std::nullopt;
}

std::uint64_t grid_size(const Parameter& range) {
  if (range.points > 0) return range.points;
  constexpr double kMost = 1e18;  // any number past all limits will do
  return static_cast<std::uint64_t>(std::min(steps(range), kMost)) + 1;
}

std::vector<Value> spread(const Parameter& range) {
  const std::uint64_t size = grid_size(range);
  std::vector<Value> values;
  for (std::uint64_t i = 0; i < size; ++i) values.push_back(value_at(range, i, size - 1));
  return values;
}

Value draw(const Parameter& parameter, base::Stream& stream) {
  switch (parameter.distribution) {
    case Distribution::kCategorical:
      return parameter.values[stream.below(parameter.values.size())];
    case Distribution::kUniform:
    case Distribution::kIntUniform:
      return draw_uniform(parameter, stream);
    case Distribution::kLogUniform:
      return base::normalized(draw_log_uniform(parameter, stream));
    case Distribution::kNormal:
      return base::normalized(
          rounded(parameter.mu + parameter.sigma * stream.normal(), parameter.quantum));
    case Distribution::kLogNormal:
      return base::normalized(
          rounded(std::exp(parameter.mu + parameter.sigma * stream.normal()), parameter.quantum));
  }
  return nullptr;
}

std::uint64_t space_size(const Parameter& parameter) {
  if (parameter.distribution == Distribution::kCategorical) return parameter.values.size();
  if (is_normal(parameter)) return 0;
  if (parameter.quantum > 0 && is_logarithmic(parameter)) {
    const Multiples multiples(parameter);
    return static_cast<std::uint64_t>(
               std::round((multiples.last - multiples.first) / parameter.quantum)) +
           1;
  }
  if (parameter.quantum > 0) return static_cast<std::uint64_t>(steps(parameter)) + 1;
  if (parameter.distribution == Distribution::kIntUniform)
    return static_cast<std::uint64_t>(parameter.max - parameter.min) + 1;
  return 0;
}

Value space_value(const Parameter& parameter, std::uint64_t i) {
  if (parameter.distribution == Distribution::kCategorical) return parameter.values[i];
  const auto offset = static_cast<double>(i);
  if (is_logarithmic(parameter))
    return base::normalized(
        rounded(Multiples(parameter).first + offset * parameter.quantum, parameter.quantum));
  if (parameter.quantum > 0) return value_at(parameter, i, space_size(parameter) - 1);
  return base::normalized(parameter.min + offset);
}

bool may_draw(const Parameter& parameter, const Value& value) {
  if (parameter.distribution == Distribution::kCategorical)
    return std::ranges::find(parameter.values, value) != parameter.values.end();
  const auto number = base::as_number(value);
  if (!number) return false;
  if (is_normal(parameter)) {
    const bool is_in = parameter.distribution == Distribution::kNormal || *number > 0 ||
                       (*number == 0 && parameter.quantum > 0);
    return is_in && rounded(*number, parameter.quantum) == *number;
  }
  if (!(*number >= parameter.min && *number <= parameter.max)) return false;
  const std::uint64_t size = space_size(parameter);
  if (size == 0) return true;
  const double step = parameter.quantum > 0 ? parameter.quantum : 1;
  const double first = is_logarithmic(parameter) ? Multiples(parameter).first : parameter.min;
  const double nearest = std::round((*number - first) / step);
  return nearest >= 0 && nearest < static_cast<double>(size) &&
         space_value(parameter, static_cast<std::uint64_t>(nearest)) == value;
}

}  // namespace ice::study
