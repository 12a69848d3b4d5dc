#pragma once
// Tables with a header, read strictly: one column is the target, all others are numbers.
#include <filesystem>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "data/samples.hpp"

namespace ice::data {

struct CsvOptions {
  /// What becomes of a value that is missing (an empty field, NA or nan, in any case of letters):
  /// an error, its row is left out, or it stays NaN until share knows the training part, whose mean
  /// of the column it becomes. A target that is missing is never made up.
  enum class Missing { kError, kDrop, kMean };
  /// kAuto: classes where the first target is a text, regression where it is a number, be it 0 or
  /// 1. A column of both is then an error.
  enum class Target { kAuto, kClasses, kRegression };

  std::string target;  ///< name of its column
  char delimiter = ',';
  Missing missing = Missing::kError;
  Target kind = Target::kAuto;
  double scale = 1.0;  ///< of all features
};

/// Reads a file and, unless its path is empty, a test file with the same columns. A class is its
/// text, or the value of its number (1 and 1.0 are one class). Memory: the numbers, once. Throws
/// UserError that names file, line and column.
[[nodiscard]] Samples read_csv(const std::filesystem::path& file,
                               const std::filesystem::path& test_file, const CsvOptions& options);

/// Reads samples to predict: `features` by their names, or all columns but the target where there
/// are no names, and the target where the file has it. Other columns are not looked at. Samples
/// stay what they are in number and value: what is missing is an error. One class will do.
[[nodiscard]] Samples read_csv_to_predict(const std::filesystem::path& file,
                                          const std::vector<std::string>& features,
                                          const CsvOptions& options);

/// The options that a completed section of a csv source gives.
[[nodiscard]] CsvOptions csv_options(const base::Value& section);

}  // namespace ice::data
