#include "cli/validators.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace ice::cli {
namespace {

bool is_whole(const std::string& text, std::uint64_t low, std::uint64_t high) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stop == end && low <= number && number <= high;
}

// "a, b or c"
std::string alternatives(std::vector<std::string> names) {
  const std::string last = names.back();
  names.pop_back();
  return names.empty() ? last : base::join(names, ", ") + " or " + last;
}

}  // namespace

CLI::Validator whole_number(std::uint64_t low, std::uint64_t high) {
  const auto check = [low, high](const std::string& text) {
    if (is_whole(text, low, high)) return std::string();
    return fmt::format("expected a whole number in [{}, {}], got '{}'", low, high, text);
  };
  return {check, ""};
}

CLI::Validator one_of(const std::vector<std::string>& names) {
  const auto check = [names](const std::string& text) {
    if (std::find(names.begin(), names.end(), text) != names.end()) return std::string();
    return fmt::format("expected {}, got '{}'", alternatives(names), text);
  };
  return {check, ""};
}

}  // namespace ice::cli
