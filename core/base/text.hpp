#pragma once
// Words and numbers for people: nearest names, shortest numbers, sizes, durations.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ice::base {

/// The candidate nearest to `name` (Damerau-Levenshtein, ASCII case ignored), if near enough to be
/// a slip of the hand: at most a third of the name's length away, at least one edit allowed, but
/// never the whole name. The first of equals wins.
[[nodiscard]] std::optional<std::string> nearest(std::string_view name,
                                                 std::span<const std::string> candidates);

/// "Did you mean 'x'?" for the nearest candidate, else "Known: a, b, c".
[[nodiscard]] std::string suggest(std::string_view name, std::span<const std::string> candidates);

/// The shortest decimal text that reads back as the same number; "nan", "inf", "-inf".
[[nodiscard]] std::string format_number(double x);

/// `x` with `digits` significant digits, without trailing zeros: 0.01234, 1.2e-07.
[[nodiscard]] std::string format_short(double x, int digits = 4);

/// The number that the whole of `text` spells (decimal, exponent; no blanks, no hex, no nan or
/// inf).
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

/// "2GiB", "512 MiB", "64kB", "1000" as bytes; nothing when it is none of them or does not fit.
[[nodiscard]] std::optional<std::uint64_t> parse_bytes(std::string_view text);

/// 1.5 KiB, 2 GiB.
[[nodiscard]] std::string format_bytes(double bytes);

/// 350 us, 12 ms, 3.4 s, 2 min 10 s, 1 h 5 min.
[[nodiscard]] std::string format_seconds(double seconds);

/// 1234567 as 1,234,567.
[[nodiscard]] std::string format_count(std::uint64_t n);

/// "1 run", "2,000 runs"; `many` where it is not `one` with an s.
[[nodiscard]] std::string format_count(std::uint64_t n, std::string_view one,
                                       std::string_view many = "");

/// Of ASCII, whatever the locale.
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

[[nodiscard]] std::string join(std::span<const std::string> parts, std::string_view between);
[[nodiscard]] std::vector<std::string> split(std::string_view text, char at);
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace ice::base
