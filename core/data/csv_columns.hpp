#pragma once
// The columns of a table, from its header: their names, which one is the target, and which are
// features. Functions that check throw UserError; `where` ("file:line") begins the text.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ice::data {

/// The hint for a name or class that is not plain text.
inline constexpr const char* kPlainText = "Names are UTF-8 without line breaks";

/// A field as messages show it: in quotes, at most 40 bytes, without control characters.
[[nodiscard]] std::string shown(std::string_view field);

/// Throws the UserError for a field that is no number or no finite one; `location` is its location.
[[noreturn]] void refuse_number(const std::string& location, std::string_view field,
                                const std::string& hint);

/// The columns of one table.
struct CsvColumns {
  std::vector<std::string> names{};             ///< the names of all columns of the file
  std::optional<std::size_t> target{};          ///< index into names
  std::optional<std::size_t> weight{}, part{};  ///< of columns with these; indices into names

  /// The column for messages: "column 3 'age'", counted from 1.
  [[nodiscard]] std::string describe(std::size_t column) const;
};

/// Makes the columns from the fields of a header. Throws when a name occurs twice or is not plain
/// text. The caller then sets the target.
[[nodiscard]] CsvColumns take_header(const std::vector<std::string_view>& fields,
                                     const std::string& where);

/// The columns of a table without a header: 1, 2, ...
[[nodiscard]] CsvColumns numbered_columns(std::size_t count);

/// The index of the column with this name, or with this number from 1. Throws when there is none.
[[nodiscard]] std::size_t require_column(const CsvColumns& columns, const std::string& name,
                                         const std::string& where);

/// Throws when the columns of a test file differ in name or order from those of its training file.
void require_same_names(const CsvColumns& test, const CsvColumns& train, const std::string& where);

}  // namespace ice::data
