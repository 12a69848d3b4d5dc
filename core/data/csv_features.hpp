#pragma once
// Decides which columns of a table are features, and finds the values of categories.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "data/csv_columns.hpp"
#include "data/csv_fields.hpp"

namespace ice::data {

/// A column of a table that becomes features.
struct CsvFeature {
  std::size_t column = 0;  ///< index in the table
  bool is_category = false;
  std::vector<std::string> levels{};  ///< of a category: its values, sorted
  bool has_hole = false;              ///< of a category: the last level stands for a missing value

  /// How many features it becomes.
  [[nodiscard]] std::size_t width() const {
    return is_category ? levels.size() + (has_hole ? 1U : 0U) : 1;
  }
  /// The names of its features, of a column with this name: "sex=female", "sex=male".
  [[nodiscard]] std::vector<std::string> names(const std::string& column_name) const;
};

/// The columns that are features by the options: all but the target and the ignored ones, or those
/// that are named. Throws UserError for a name that is no column, and for a column without a name
/// that no option names; `where` is the location of the header.
[[nodiscard]] std::vector<CsvFeature> choose_features(const CsvColumns& columns,
                                                      const CsvOptions& options,
                                                      const std::string& where);

/// The columns of features with these names, as a saved network has them: columns, and
/// "column=value" for the values of categories, those of one column together. Throws UserError for
/// a column that is not there.
[[nodiscard]] std::vector<CsvFeature> features_named(const CsvColumns& columns,
                                                     const std::vector<std::string>& names,
                                                     const std::string& where);

/// Reads the file once to find which of the features are categories, and their values. Throws
/// UserError for a column with more than 1000 values, and for a malformed file.
void find_categories(const std::filesystem::path& file, const CsvColumns& columns,
                     const CsvOptions& options, std::vector<CsvFeature>& features);

}  // namespace ice::data
