#include "worker/error_text.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace ice::worker {
namespace {

constexpr char kRecordSeparator = '\x1e';

}  // namespace

std::string run_marker(std::uint64_t job) { return fmt::format("{}{}\n", kRecordSeparator, job); }

void ErrorText::append(std::string_view text) {
  text_ += text;
  if (text_.size() > 2 * kKept) text_.erase(0, text_.size() - kKept);
}

std::string ErrorText::of(std::uint64_t job) const {
  std::string_view text = text_;
  const std::string marker = run_marker(job);
  // A marker that is no longer there was pushed out by what this job printed.
  if (const auto at = text.rfind(marker); at != text.npos) text.remove_prefix(at + marker.size());
  text = text.substr(0, text.find(kRecordSeparator));
  if (text.size() > kKept) text.remove_prefix(text.size() - kKept);
  return std::string(base::trim(text));
}

}  // namespace ice::worker
