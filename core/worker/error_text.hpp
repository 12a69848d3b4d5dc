#pragma once
// Tells apart what the runs of one worker print to standard error. The worker prints a marker
// before each run; the coordinator collects the text and looks for the markers.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ice::worker {

/// The line that a worker writes to standard error before it begins a job.
[[nodiscard]] std::string run_marker(std::uint64_t job);

/// Collects the standard error of one worker and keeps its end. Not thread-safe.
class ErrorText {
 public:
  static constexpr std::size_t kKept = 16 * 1024;  ///< bytes

  void append(std::string_view text);
  /// What a job printed: its last kKept bytes, without blanks at the ends.
  [[nodiscard]] std::string of(std::uint64_t job) const;
  /// Everything that is kept, with the markers.
  [[nodiscard]] const std::string& all() const { return text_; }

 private:
  std::string text_;
};

}  // namespace ice::worker
