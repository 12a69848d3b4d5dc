#pragma once
// What a source of data gives: all samples as they were read or made, before any split.
#include <cstdint>
#include <string>
#include <vector>

namespace ice::data {

/// The numbers stand in data digests, and so in every run's key, and in old network files: another
/// kind of task gets the next one, and none ever changes.
enum class Task { kBinary = 0, kMulticlass = 1, kRegression = 2 };

/// Of targets with n_y rows; 0: they are numbers.
[[nodiscard]] constexpr std::uint64_t class_count(Task task, std::uint64_t n_y) {
  if (task == Task::kRegression) return 0;
  return task == Task::kBinary ? 2 : n_y;
}

/// X (n_x, m) and Y (n_y, m), column-major: a column is a sample. X stands either in `bytes`
/// (images: 8 times smaller) or in `values`.
struct Samples {
  std::uint64_t n_x = 0, n_y = 0, m = 0;
  std::uint64_t m_test = 0;         ///< the last m_test columns came as a test part of their own
  std::vector<std::uint8_t> bytes;  ///< n_x * m, a value is scale * byte; or empty
  double scale = 1.0;               ///< of `bytes` alone
  std::vector<double> values;       ///< n_x * m; or empty. NaN: missing, filled in by share
  std::vector<double> Y;            ///< n_y * m: 0/1, one-hot columns, or targets
  Task task = Task::kBinary;
  /// Labels in the order of Y's rows (for two classes: that of 0, then that of 1); empty for
  /// regression.
  std::vector<std::string> classes;
  std::vector<std::string> features;  ///< names of X's rows where they are known, else empty

  [[nodiscard]] double x(std::uint64_t row, std::uint64_t column) const {
    const std::uint64_t at = column * n_x + row;
    return bytes.empty() ? values[at] : scale * bytes[at];
  }

  /// Calls `visit` with X as it is stored, and what a number there is worth: (const double*, 1) or
  /// (const std::uint8_t*, scale).
  template <class Visit>
  void visit_X(const Visit& visit) const {
    if (bytes.empty())
      visit(values.data(), 1.0);
    else
      visit(bytes.data(), scale);
  }
};

}  // namespace ice::data
