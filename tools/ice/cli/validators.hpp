#pragma once
// Checks the values of options. The messages have the words of the study file's errors.
#include <cstdint>
#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class Validator;
}

namespace ice::cli {

inline constexpr std::uint64_t kMaxCount = 1'000'000'000;

/// "expected a whole number in [1, 17], got 'x'"
[[nodiscard]] CLI::Validator whole_number(std::uint64_t low, std::uint64_t high = kMaxCount);

/// "expected table, json, csv or md, got 'xml'". REQUIRES: there is a name.
[[nodiscard]] CLI::Validator one_of(const std::vector<std::string>& names);

}  // namespace ice::cli
