#pragma once
// Reads CSV tables: one column is the target, others are features, which hold numbers or, where the
// options say so, categories. Reading is strict: every deviation is a UserError that names file,
// line and column. Any thread may call the functions.
#include <filesystem>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "data/samples.hpp"

namespace ice::data {

/// How a table is read.
struct CsvOptions {
  /// What happens to a missing value (an empty field, NA or nan, in upper or lower case, and
  /// `na_values`). kError: it is an error. kDrop: its row is left out. kMean, kMedian: a feature is
  /// NaN until share() replaces it by the mean or median of its column over the training part; a
  /// category has a value of its own for it; a missing target is an error.
  enum class Missing { kError, kDrop, kMean, kMedian };
  /// What the targets are. kAuto: classes when the first target is a text, numbers of a regression
  /// when it is a number (0 and 1 too); a column with both is an error.
  enum class Target { kAuto, kClasses, kRegression };

  std::string target;    ///< name of the target's column, or its number from 1
  char delimiter = ',';  ///< between the fields; kBlanks (csv_rows.hpp): blanks and tabs
  Missing missing = Missing::kError;
  Target kind = Target::kAuto;
  double scale = 1.0;  ///< every number is multiplied by it, and must be finite then
  /// Names of columns, or their numbers from 1. Without `features` all are that are neither the
  /// target nor in `ignore`.
  std::vector<std::string> features{}, ignore{};
  /// The columns of categories. With all_categories every column is one that holds a text. A column
  /// becomes a feature "column=value" for each of its values, which is 1 where the row has it.
  std::vector<std::string> categories{};
  bool all_categories = false;
  std::vector<std::string> na_values{};  ///< more texts that mean a missing value
  bool has_header = true;                ///< false: the columns are named 1, 2, ...
  char decimal = '.';                    ///< before the decimals of a number
  /// Columns, by name or number, that are no features: the samples' weights, and the parts that
  /// they belong to ("train", "dev", "test", and usual words for these). Empty: there is none.
  std::string weight{}, part{};
};

/// Reads a file and, unless its path is empty, a test file with the same columns. A class is
/// identified by its text or, when it is a number, by its value (1 and 1.0 are the same class). The
/// numbers are in memory only once; a table with categories is read twice. A column that has no
/// name or counts the rows is refused unless `features` or `ignore` names it. Throws UserError.
[[nodiscard]] Samples read_csv(const std::filesystem::path& file,
                               const std::filesystem::path& test_file, const CsvOptions& options);

/// Reads samples for a prediction: the columns that `features` name (columns of categories as
/// "column=value"), or those of the options when `features` is empty, and the target when the file
/// has it. Other columns are ignored. No row may be left out or completed, so a missing number is
/// an error whatever the options say; a single class is enough. Samples::notes reports values of
/// categories that no feature is about. Throws UserError.
[[nodiscard]] Samples read_csv_to_predict(const std::filesystem::path& file,
                                          const std::vector<std::string>& features,
                                          const CsvOptions& options);

/// The options in a section of source csv. REQUIRES: complete_section has completed it. Throws
/// UserError for a delimiter that cannot separate fields.
[[nodiscard]] CsvOptions csv_options(const base::Value& section);

}  // namespace ice::data
