#pragma once
// What a worker's runs print to standard error, told apart by run.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ice::worker {

/// The line a worker writes to standard error before each run.
[[nodiscard]] std::string run_marker(std::uint64_t job);

/// Collects a worker's standard error and keeps the end of it.
class ErrorText {
 public:
  static constexpr std::size_t kKept = 16 * 1024;

  void append(std::string_view text);
  /// What a job printed, its last kKept bytes; without blanks at the ends.
  [[nodiscard]] std::string of(std::uint64_t job) const;
  /// All that is kept.
  [[nodiscard]] const std::string& all() const { return text_; }

 private:
  std::string text_;
};

}  // namespace ice::worker
