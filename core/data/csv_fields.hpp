#pragma once
// What the fields of a table mean: numbers, missing values, texts. Any thread may call.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/csv.hpp"

namespace ice::data {

class CsvFields {
 public:
  explicit CsvFields(const CsvOptions& options)
      : na_values_(options.na_values), decimal_(options.decimal) {}

  /// An empty field, NA or nan in upper or lower case, or one of CsvOptions::na_values.
  [[nodiscard]] bool is_missing(std::string_view field) const;

  /// The number with the decimal sign of the options; nullopt for anything else.
  [[nodiscard]] std::optional<double> number(std::string_view field) const;

  /// As number(), and 1 and 0 for true and false in any letters: of a feature.
  [[nodiscard]] std::optional<double> feature(std::string_view field) const;

  /// Whether it is written as dates are: "2020-01-31", "1/31/20 10:00".
  [[nodiscard]] static bool is_date(std::string_view field);

  /// What to do about a field of column `name` that should be a number: it may have a decimal comma
  /// or separators of thousands, be a date, or a text.
  [[nodiscard]] std::string advice(std::string_view field, const std::string& name) const;

 private:
  std::vector<std::string> na_values_;
  char decimal_;
};

}  // namespace ice::data
