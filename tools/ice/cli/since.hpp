#pragma once
// Reads what people write for times: how long, and when in the past.
#include <chrono>
#include <optional>
#include <string>

namespace ice::cli {

/// "2 days", "90m" in seconds (units from seconds to weeks, whole words or their beginnings);
/// nothing for anything else.
[[nodiscard]] std::optional<double> span_seconds(const std::string& text);

/// The time that --since means, as store::utc_text writes it: "2 days" or "90m" before `now`
/// (span_seconds), a date, or a date and time in UTC.
/// Throws UserError for anything else.
[[nodiscard]] std::string since_text(const std::string& text,
                                     std::chrono::system_clock::time_point now);

}  // namespace ice::cli
