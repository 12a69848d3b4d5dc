#include "cli/since.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string_view>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/record.hpp"

namespace ice::cli {
namespace {

struct Unit {
  std::string_view name;  // any beginning of it is understood: the first unit that fits
  double seconds;
};
constexpr std::array kUnits{Unit{"seconds", 1}, Unit{"minutes", 60}, Unit{"hours", 3600},
                            Unit{"days", 86400}, Unit{"weeks", 604800}};

std::optional<double> unit_seconds(std::string_view name) {
  for (const Unit& unit : kUnits)
    if (!name.empty() && unit.name.starts_with(name)) return unit.seconds;
  return std::nullopt;
}

// Whether the digits stand where they do in 2026-11-27T09:30:00.
bool is_time(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00";
  if (text.size() != 10 && text.size() != 16 && text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    const bool fits = kForm[i] == '0' ? is_digit : text[i] == kForm[i];
    if (!fits && !(kForm[i] == 'T' && text[i] == ' ')) return false;
  }
  return true;
}

}  // namespace

std::optional<double> span_seconds(const std::string& text) {
  const auto number_end = text.find_first_not_of("0123456789.");
  if (number_end == 0 || number_end == std::string::npos) return std::nullopt;
  const auto number = base::parse_number(text.substr(0, number_end));
  const auto unit = unit_seconds(base::trim(std::string_view(text).substr(number_end)));
  if (!number || !unit) return std::nullopt;
  return *number * *unit;
}

std::string since_text(const std::string& text, std::chrono::system_clock::time_point now) {
  const std::string given(base::trim(text));
  constexpr double kLongest = 1e10;  // seconds: some 300 years
  if (const auto span = span_seconds(given); span && *span <= kLongest)
    return store::utc_text(now - std::chrono::seconds(std::llround(*span)));
  if (!is_time(given))
    throw base::UserError("--since", fmt::format("'{}' is no time", text),
                          "Write '2 days', 90m, 2026-11-27 or 2026-11-27T09:30 (in UTC)");
  std::string time = given;
  if (time.size() > 10) time[10] = 'T';
  return time;  // a beginning of utc_text: it comes before all times of its minute, or day
}

}  // namespace ice::cli
