#pragma once
// Data sets: loaded once, split, standardized and laid out in one block of memory that workers map
// and train on. X (n_x, m), Y (n_y, m): column-major, a column is a sample.
#include <armadillo>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/fd.hpp"
#include "base/value.hpp"

namespace ice::data {

enum class Task { kBinary, kMulticlass, kRegression };
enum class Precision { kFloat32, kFloat64 };

/// Values as read, before splitting. Either `bytes` (images, 4 to 8 times smaller; value = byte *
/// scale) or `values`.
struct Samples {
  std::uint64_t n_x = 0, n_y = 0, m = 0;
  std::uint64_t m_test = 0;         ///< the last m_test columns came as a test part of their own
  std::vector<std::uint8_t> bytes;  ///< n_x * m, or empty
  double scale = 1.0;
  std::vector<double> values;  ///< n_x * m, or empty
  std::vector<double> Y;       ///< n_y * m: 0/1, one-hot columns, or targets
  Task task = Task::kBinary;
  std::vector<std::string> classes;   ///< labels in the order of Y's rows (two for binary: 0 then
                                      ///< 1); empty for regression
  std::vector<std::string> features;  ///< names of X's rows where known, else empty
  [[nodiscard]] double x(std::uint64_t row, std::uint64_t column) const {
    const std::uint64_t at = column * n_x + row;
    return bytes.empty() ? values[at] : scale * bytes[at];
  }
};

/// Where files of data are looked for: $ICE_DATA first, then the study's folder; absolute paths as
/// they are.
struct Places {
  std::filesystem::path study_folder;
};

/// Reads or makes the data set that a study's `code.data` section names (seeded ones from their own
/// seed). Strict: every fault of a file is a UserError that names file, row and column. Sizes are
/// checked before memory is taken.
[[nodiscard]] Samples load(const base::Value& section, const Places& places);

/// SHA-256 over shapes, task, classes and all values: the data's part in a run's identity.
/// Independent of the precision.
[[nodiscard]] std::string digest(const Samples& samples);

/// What a part of the data holds, and where in the block.
struct PartShape {
  std::uint64_t first = 0, m = 0;  ///< columns [first, first + m); m = 0: the part does not exist
};

/// Everything about a data set but its numbers; small, crosses to workers as a Value.
struct Shape {
  std::string name;
  std::string digest;
  std::uint64_t n_x = 0, n_y = 0;
  Task task = Task::kBinary;
  Precision precision = Precision::kFloat32;
  PartShape train, dev, test;
  std::vector<std::string> classes;
  std::vector<std::string> features;
  std::vector<double> mean,
      deviation;  ///< of standardize (training part), per feature; empty when not standardized
};
[[nodiscard]] base::Value to_value(const Shape& shape);
[[nodiscard]] Shape shape_from(const base::Value& value);

/// A data set in a sealed memory file: X of all parts, then Y, as float or double. The owner of the
/// descriptor.
struct Shared {
  Shape shape;
  base::Fd memory;
};

/// Splits by `section.split` (fractions or counts, stratified for classes, drawn from split.seed),
/// standardizes by the training part, converts and writes the sealed memory file.
[[nodiscard]] Shared share(const Samples& samples, const base::Value& section, Precision precision,
                           const std::string& digest);

/// One part as matrices over mapped memory: read-only in fact (a write would fault), never resized.
template <class T>
struct Part {
  arma::Mat<T> X;  ///< (n_x, m)
  arma::Mat<T> Y;  ///< (n_y, m)
};

/// The three parts of a data set. Owns the mapping; `dev` and `test` may have no columns.
template <class T>
struct Parts {
  Shape shape;
  Part<T> train, dev, test;
  std::shared_ptr<const void>
      mapping;  ///< shared: the matrices above point into it wherever Parts is moved to
};

/// Maps a sealed memory file. T must be the shape's precision. Throws Error when the file's size
/// does not fit the shape.
template <class T>
[[nodiscard]] Parts<T> map(const Shape& shape, int fd);

}  // namespace ice::data
