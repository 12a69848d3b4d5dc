#pragma once
// Reads what people write for a time in the past.
#include <chrono>
#include <string>

namespace ice::cli {

/// The time that --since means, as store::utc_text writes it: "2 days" or "90m" before `now` (units
/// from seconds to weeks, whole words or their beginnings), a date, or a date and time in UTC.
/// Throws UserError for anything else.
[[nodiscard]] std::string since_text(const std::string& text,
                                     std::chrono::system_clock::time_point now);

}  // namespace ice::cli
