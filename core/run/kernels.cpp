#include "run/kernels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ice/processor.hpp>

#include "base/error.hpp"
#include "base/text.hpp"

extern "C" char* openblas_get_corename();  // NOLINT(readability-identifier-naming): OpenBLAS's name

namespace ice::run {

std::string own_kernels() { return std::string(kLevelNames.at(static_cast<std::size_t>(level()))); }

std::vector<std::string> usable_levels() {
  if (kLevelNames.size() == 1) return {};
  const auto end = kLevelNames.begin() + static_cast<std::ptrdiff_t>(highest_level()) + 1;
  return {kLevelNames.begin(), end};
}

std::string blas_kernels() { return openblas_get_corename(); }

void require_usable_level() {
  const char* const name = std::getenv("ICE_CPU");
  if (name == nullptr) return;
  const std::vector<std::string> levels = usable_levels();
  if (levels.empty())
    throw base::UserError("$ICE_CPU", fmt::format("'{}', but this ice has one level only", name),
                          "Unset it");
  if (std::ranges::find(levels, name) != levels.end()) return;
  const bool is_known = std::ranges::find(kLevelNames, name) != kLevelNames.end();
  throw base::UserError(
      "$ICE_CPU",
      fmt::format("{} '{}'", is_known ? "this processor does not support" : "there is no level",
                  name),
      fmt::format("Set it to {}, or unset it", base::join(levels, " or ")));
}

}  // namespace ice::run
