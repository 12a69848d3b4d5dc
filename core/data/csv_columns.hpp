#pragma once
// What the header of a table says: which column is the target, and which are the features.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ice::data {

/// What to do about a name or a class that is not plain text.
inline constexpr const char* kPlainText = "Names are UTF-8 without line breaks";

/// A field as messages show it, in quotes: short, and nothing that a terminal would obey.
[[nodiscard]] std::string shown(std::string_view field);

/// Says that a field is no number, or none that is finite.
[[noreturn]] void refuse_number(const std::string& place, std::string_view field,
                                const std::string& hint);

struct CsvColumns {
  std::vector<std::string> names;       ///< all of the file's
  std::optional<std::size_t> target;    ///< its place in names
  std::vector<std::size_t> features{};  ///< places in names, in the order of the features

  /// "column 3 'age'", counted from 1.
  [[nodiscard]] std::string describe(std::size_t column) const;
};

/// The columns of a header: each has a name of its own, which is plain text. No features yet.
/// Throws UserError at `where`, as all of these do.
[[nodiscard]] CsvColumns take_header(const std::vector<std::string_view>& fields,
                                     const std::string& where);

/// The place of a column that must be there.
[[nodiscard]] std::size_t require_column(const CsvColumns& columns, const std::string& name,
                                         const std::string& where);

/// Refuses a test file whose columns are not those of its training file.
void require_same_names(const CsvColumns& test, const CsvColumns& train, const std::string& where);

}  // namespace ice::data
