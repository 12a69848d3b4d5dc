#include "base/error.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace ice::base {
namespace {

std::string describe(const std::string& where, const std::string& found, const std::string& hint) {
  std::string text = where.empty() ? found : fmt::format("{}: {}", where, found);
  if (hint.empty()) return text;
  const bool ended = text.ends_with('.') || text.ends_with('?');
  return fmt::format("{}{} {}", text, ended ? "" : ".", hint);
}

}  // namespace

UserError::UserError(const std::string& where, const std::string& found, const std::string& hint)
    : Error(describe(where, found, hint)) {}

StoreError::StoreError(const std::string& where, const std::string& found, const std::string& hint)
    : Error(describe(where, found, hint)) {}

void Diagnostics::add(const std::string& where, const std::string& found, const std::string& hint) {
  texts_.push_back(describe(where, found, hint));
}

void Diagnostics::throw_if_any() const {
  if (!texts_.empty()) throw UserError("", join(texts_, "\n"));
}

}  // namespace ice::base
