#pragma once
// The rows of a CSV file (RFC 4180): fields between delimiters, quoted where they hold a delimiter,
// a quote ("") or a line break; lines end in LF or CR LF, the last may end without.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ice::data {

/// Reads row by row within a buffer of a row or a mebibyte, whichever is longer. Every fault is a
/// UserError that names the file and the line.
class CsvRows {
 public:
  CsvRows(const std::filesystem::path& file, char delimiter);

  /// The fields of the next row, blanks around unquoted ones cut off; false after the last. The
  /// views hold until the next call.
  [[nodiscard]] bool next(std::vector<std::string_view>& fields);

  /// "file:line" of the row read last (its first line).
  [[nodiscard]] std::string where() const;

 private:
  [[noreturn]] void fail(const std::string& found, const std::string& hint = "") const;
  void skip_byte_order_mark();
  bool refill();
  [[nodiscard]] std::optional<std::span<char>> take_row();
  void split(std::span<char> row, std::vector<std::string_view>& fields) const;
  [[nodiscard]] std::string_view take_quoted(std::span<char>& row) const;
  [[nodiscard]] std::string_view take_plain(std::span<char>& row) const;

  std::string file_;
  char delimiter_;
  std::ifstream in_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;  // what of the buffer is read but not yet taken
  std::uint64_t line_ = 0;           // first line of the present row, from 1
  std::uint64_t next_line_ = 1;
};

/// The number of line ends in a file: its rows are at most one more.
[[nodiscard]] std::uint64_t count_lines(const std::filesystem::path& file);

}  // namespace ice::data
