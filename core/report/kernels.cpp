#include "report/kernels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.hpp"

namespace ice::report {
namespace {

using Words = std::vector<std::string>;

// "12.2.0", "x86-64-v4", "OpenBLAS", "0.3.21", "Haswell" ...: without settings such as
// MAX_THREADS=64, which change no digit.
Words words_of(const store::Kernels& kernels) {
  Words words;
  for (const std::string& word : base::split(kernels.compiler + ' ' + kernels.blas, ' '))
    if (!word.empty() && word.find('=') == std::string::npos) words.push_back(word);
  return words;
}

std::string name_without(const Words& words, const std::map<std::string, std::size_t>& uses,
                         std::size_t all) {
  Words own;
  for (const std::string& word : words)
    if (uses.at(word) < all) own.push_back(word);
  return own.empty() ? "kernels without a name" : base::join(own, " ");
}

}  // namespace

std::string kernels_text(const std::vector<store::Kernels>& kernels) {
  std::vector<std::pair<Words, std::uint64_t>> groups;  // in the order of their first
  for (const store::Kernels& each : kernels) {
    const Words words = words_of(each);
    const auto found =
        std::ranges::find(groups, words, [](const auto& group) { return group.first; });
    if (found == groups.end())
      groups.emplace_back(words, each.runs);
    else
      found->second += each.runs;
  }
  if (groups.size() < 2) return "";
  std::map<std::string, std::size_t> uses;
  for (const auto& [words, runs] : groups)
    for (const std::string& word : words) ++uses[word];
  Words parts;
  for (const auto& [words, runs] : groups)
    parts.push_back(fmt::format("{} on {}", base::format_count(runs, "run"),
                                name_without(words, uses, groups.size())));
  return fmt::format("kernels differ: {}; so do their last digits", base::join(parts, ", "));
}

}  // namespace ice::report
