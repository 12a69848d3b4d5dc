#include "base/error.hpp"

namespace ice::base {
namespace {

std::string describe(const std::string& where, const std::string& found, const std::string& hint) {
  std::string text = where.empty() ? found : where + ": " + found;
  if (!hint.empty()) text += (text.back() == '.' || text.back() == '?' ? " " : ". ") + hint;
  return text;
}

std::string join_lines(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : "\n") + text;
  return all;
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
  if (!texts_.empty()) throw UserError("", join_lines(texts_));
}

}  // namespace ice::base
