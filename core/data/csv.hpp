#pragma once
// Reads CSV tables with a header: one column is the target, all others are features and hold
// numbers. Reading is strict: every deviation is a UserError that names file, line and column. Any
// thread may call the functions.
#include <filesystem>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "data/samples.hpp"

namespace ice::data {

/// How a table is read.
struct CsvOptions {
  /// What happens to a missing value (an empty field, NA or nan, in upper or lower case). kError:
  /// it is an error. kDrop: its row is left out. kMean: a feature is NaN until share() replaces it
  /// by the mean of its column over the training part; a missing target is an error.
  enum class Missing { kError, kDrop, kMean };
  /// What the targets are. kAuto: classes when the first target is a text, numbers of a regression
  /// when it is a number (0 and 1 too); a column with both is an error.
  enum class Target { kAuto, kClasses, kRegression };

  std::string target;  ///< name of the target's column
  char delimiter = ',';
  Missing missing = Missing::kError;
  Target kind = Target::kAuto;
  double scale = 1.0;  ///< every feature is multiplied by it, and must be finite then
};

/// Reads a file and, unless its path is empty, a test file with the same columns. A class is
/// identified by its text or, when it is a number, by its value (1 and 1.0 are the same class). The
/// numbers are in memory only once. Throws UserError.
[[nodiscard]] Samples read_csv(const std::filesystem::path& file,
                               const std::filesystem::path& test_file, const CsvOptions& options);

/// Reads samples for a prediction: the columns named in `features`, or all columns except the
/// target when `features` is empty, and the target when the file has it. Other columns are ignored.
/// No row may be left out or completed, so a missing value is an error whatever the options say; a
/// single class is enough. Throws UserError.
[[nodiscard]] Samples read_csv_to_predict(const std::filesystem::path& file,
                                          const std::vector<std::string>& features,
                                          const CsvOptions& options);

/// The options in a section of source csv. REQUIRES: complete_section has completed it. Throws
/// UserError for a delimiter that cannot separate fields.
[[nodiscard]] CsvOptions csv_options(const base::Value& section);

}  // namespace ice::data
