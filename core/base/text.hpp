#pragma once
// Formats and parses texts for people: nearest names, numbers, sizes, durations, counts. Nothing
// here depends on the locale or throws; any thread may call it.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ice::base {

/// The candidate that is nearest to `name`, if it is near enough for `name` to be a misspelling of
/// it. The distance is the number of edits (insert, delete, replace, swap of two neighbours:
/// optimal string alignment), with ASCII case ignored. It may be a third of the name's length, at
/// least one, but less than all of it. The first of equals wins.
[[nodiscard]] std::optional<std::string> nearest(std::string_view name,
                                                 std::span<const std::string> candidates);

/// A hint for an unknown name: "Did you mean 'x'?" when nearest() finds one, otherwise "Known: a,
/// b, c" with all candidates.
[[nodiscard]] std::string suggest(std::string_view name, std::span<const std::string> candidates);

/// The shortest decimal text that reads back as the same number, in scientific form below 1e-4 and
/// from 1e16 on, as Python writes it; "nan", "inf", "-inf".
[[nodiscard]] std::string format_number(double x);

/// `x` with `digits` significant digits, without trailing zeros: 0.01234, 1.2e-07.
[[nodiscard]] std::string format_short(double x, int digits = 4);

/// The number that the whole text is, in decimal with or without an exponent. Returns nullopt for
/// anything else: blanks, hexadecimal digits, nan, inf, a number outside a double's range.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

/// 2^53: up to here a double holds every whole number.
inline constexpr double kLargestExactInteger = 9007199254740992.0;

/// "2GiB", "512 MiB", "64kB", "1000" as bytes; nothing when it is none of them or does not fit.
[[nodiscard]] std::optional<std::uint64_t> parse_bytes(std::string_view text);

/// A size in binary units: "1.5 KiB", "2 GiB".
[[nodiscard]] std::string format_bytes(double bytes);

/// A duration in one or two units: "350 us", "12 ms", "3.4 s", "2 min 10 s", "1 h 5 min".
[[nodiscard]] std::string format_seconds(double seconds);

/// A whole number with a comma between groups of three digits: "1,234,567".
[[nodiscard]] std::string format_count(std::uint64_t n);

/// A count with its noun: "1 run", "2,000 runs". `many` is the plural when it is not `one` with an
/// s.
[[nodiscard]] std::string format_count(std::uint64_t n, std::string_view one,
                                       std::string_view many = "");

/// Whether the character is an ASCII digit.
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Like leaky_relu: [a-z][a-z0-9_]*, the ids of plugins and the names of their parameters.
[[nodiscard]] bool is_identifier(std::string_view text);

/// "code.optimizer" and "name" of the dotted path "code.optimizer.name"; without a dot, nothing and
/// the path.
[[nodiscard]] std::pair<std::string_view, std::string_view> split_last(std::string_view path);

/// What stands behind the last dot, as "cost" in dev.cost: all of it without one.
[[nodiscard]] std::string_view last_part(std::string_view path);

/// A word as a shell reads it back.
[[nodiscard]] std::string shell_word(std::string_view word);

[[nodiscard]] std::string join(std::span<const std::string> parts, std::string_view between);
/// The parts between the separators, empty ones included: n separators give n + 1 parts.
[[nodiscard]] std::vector<std::string> split(std::string_view text, char at);
/// The text without spaces, tabs and line ends at both ends. The result points into `text`.
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace ice::base
