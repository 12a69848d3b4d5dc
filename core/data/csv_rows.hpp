#pragma once
// Splits a CSV file into rows and fields (RFC 4180). A field that contains the delimiter, a quote
// (written twice) or a line break is quoted. Lines end in LF or CR LF; the last needs no line end.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ice::data {

/// A delimiter that stands for any number of blanks and tabs.
inline constexpr char kBlanks = '\0';

/// Reads the rows of one file, one after the other, through a buffer of a mebibyte or the longest
/// row (at most 16 MiB). Not thread-safe: one thread at a time.
class CsvRows {
 public:
  /// Opens the file. Throws UserError when it cannot be read or is not 8-bit text.
  CsvRows(const std::filesystem::path& file, char delimiter);

  /// Reads the next row into `fields`, without the blanks around unquoted fields, and returns true;
  /// returns false after the last row. The views are valid until the next call. Throws UserError
  /// with file and line for a malformed row.
  [[nodiscard]] bool next(std::vector<std::string_view>& fields);

  /// The location "file:line" of the first line of the last row read.
  [[nodiscard]] std::string where() const;

 private:
  [[noreturn]] void fail(const std::string& found, const std::string& hint = "") const;
  void skip_byte_order_mark();
  bool refill();
  [[nodiscard]] std::optional<std::span<char>> take_row();
  void split(std::span<char> row, std::vector<std::string_view>& fields) const;
  void split_at_blanks(std::span<char> row, std::vector<std::string_view>& fields) const;
  [[nodiscard]] std::string_view take_quoted(std::span<char>& row) const;
  [[nodiscard]] std::string_view take_plain(std::span<char>& row) const;

  std::string file_;
  char delimiter_;
  std::ifstream in_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;  // the part of the buffer that is read but not yet returned
  std::uint64_t line_ = 0;           // first line of the current row, from 1
  std::uint64_t next_line_ = 1;
};

/// The number of line feeds in a file (it has at most one row more); 0 when it cannot be read.
[[nodiscard]] std::uint64_t count_lines(const std::filesystem::path& file);

}  // namespace ice::data
