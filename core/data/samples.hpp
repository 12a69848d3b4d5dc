#pragma once
// The samples of a data set as they were read or generated, before they are split.
#include <cstdint>
#include <string>
#include <vector>

namespace ice::data {

/// The numbers are part of data digests, and so of the keys of runs, and are written in old network
/// files. Never change one; a new kind of task gets the next number.
enum class Task { kBinary = 0, kMulticlass = 1, kRegression = 2 };

/// The number of classes of targets with n_y rows; 0 where the targets are numbers.
[[nodiscard]] constexpr std::uint64_t class_count(Task task, std::uint64_t n_y) {
  if (task == Task::kRegression) return 0;
  return task == Task::kBinary ? 2 : n_y;
}

enum class PartName : std::uint8_t { kTrain, kDev, kTest };

/// X (n_x, m) and Y (n_y, m), column-major: a column is a sample. X is either in `bytes` (for
/// images, 8 times smaller) or in `values`; the other one is empty. A plain value.
struct Samples {
  std::uint64_t n_x = 0, n_y = 0, m = 0;
  std::uint64_t m_test = 0;         ///< the last m_test columns are the data set's own test part
  std::vector<std::uint8_t> bytes;  ///< n_x * m numbers; the value is scale * byte
  double scale = 1.0;               ///< applies only to `bytes`
  std::vector<double> values;       ///< n_x * m numbers; NaN is a missing value (missing.hpp)
  std::vector<double> Y;            ///< n_y * m numbers: 0/1, one-hot columns, or targets
  /// m numbers >= 0: what each sample counts for; empty: all the same.
  std::vector<double> weights;
  /// m parts, where the file says which sample belongs to which (split.column); else empty.
  std::vector<PartName> parts;
  Task task = Task::kBinary;
  /// The label of each class, in the order of the rows of Y (two classes: of 0, then of 1). Empty
  /// for regression.
  std::vector<std::string> classes;
  std::vector<std::string> features;  ///< the names of the rows of X; empty when unknown
  /// The values of a column of categories: rows [first, first + count) of X, of which one is 1.
  struct Category {
    std::string column;
    std::uint64_t first = 0, count = 0;
  };
  std::vector<Category> categories;
  std::vector<std::string> notes;  ///< what users have to know about what was read

  /// The value of X in this row and column.
  [[nodiscard]] double x(std::uint64_t row, std::uint64_t column) const {
    const std::uint64_t at = column * n_x + row;
    return bytes.empty() ? values[at] : scale * bytes[at];
  }

  /// Calls visit(X, scale) once with X as it is stored: (const double*, 1.0) or (const
  /// std::uint8_t*, scale). The value is scale times the stored number.
  template <class Visit>
  void visit_X(const Visit& visit) const {
    if (bytes.empty())
      visit(values.data(), 1.0);
    else
      visit(bytes.data(), scale);
  }
};

}  // namespace ice::data
