#include "data/csv_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/error.hpp"
#include "base/text.hpp"

namespace ice::data {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20;
constexpr std::size_t kLongestRow = std::size_t{1} << 24;  // ends the row of a quote left open

constexpr const char* kWrittenTwice = "A quote inside a quoted field is written twice";

std::string_view trim_blanks(std::string_view field) {
  while (!field.empty() && field.front() == ' ') field.remove_prefix(1);
  while (!field.empty() && field.back() == ' ') field.remove_suffix(1);
  return field;
}

base::UserError cannot_read(const std::string& file) {
  return base::UserError(file, std::string("cannot be read: ") + std::strerror(errno));
}

const char* find(std::span<const char> text, char c) {
  return text.empty() ? nullptr
                      : static_cast<const char*>(std::memchr(text.data(), c, text.size()));
}

}  // namespace

CsvRows::CsvRows(const std::filesystem::path& file, char delimiter)
    : file_(file.string()), delimiter_(delimiter), in_(file, std::ios::binary), buffer_(kBlock) {
  if (!in_) throw cannot_read(file_);
  skip_byte_order_mark();
}

std::string CsvRows::where() const { return fmt::format("{}:{}", file_, line_); }

void CsvRows::fail(const std::string& found, const std::string& hint) const {
  throw base::UserError(where(), found, hint);
}

void CsvRows::skip_byte_order_mark() {
  refill();
  const std::string_view text(buffer_.data(), end_);
  if (text.starts_with("\xEF\xBB\xBF")) begin_ = 3;
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    throw base::UserError(file_, "is UTF-16 text", "Save it as UTF-8");
  if (text.find('\0') != std::string_view::npos)
    throw base::UserError(file_, "is no text: there are zero bytes in it", "A table is UTF-8");
}

// Reads more of the file after the unread part of the buffer; false at the end of the file.
bool CsvRows::refill() {
  end_ -= begin_;
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_);
  begin_ = 0;
  if (end_ == buffer_.size()) buffer_.resize(2 * buffer_.size());
  in_.read(buffer_.data() + end_, static_cast<std::streamsize>(buffer_.size() - end_));
  end_ += static_cast<std::size_t>(in_.gcount());
  if (in_.bad()) throw cannot_read(file_);
  return in_.gcount() > 0;
}

// The next row without its line end; nullopt at the end of the file. A line end between quotes,
// that is, after an odd number of quotes, belongs to the row.
std::optional<std::span<char>> CsvRows::take_row() {
  std::size_t scanned = 0;  // from begin_
  bool is_quoted = false;
  const auto scan = [&](std::size_t length) {
    const char* from = buffer_.data() + begin_ + scanned;
    if (std::count(from, from + length, '"') % 2 != 0) is_quoted = !is_quoted;
    scanned += length;
  };
  line_ = next_line_;
  for (;;) {
    const std::span<char> unread(buffer_.data() + begin_, end_ - begin_);
    if (const char* newline = find(unread.subspan(scanned), '\n')) {
      scan(static_cast<std::size_t>(newline + 1 - unread.data()) - scanned);
      ++next_line_;
      if (is_quoted) continue;
      begin_ += scanned;
      return unread.first(scanned - 1);
    }
    if (unread.size() > kLongestRow)
      fail(fmt::format("a row longer than {}", base::format_bytes(kLongestRow)),
           "Is a quote left open?");
    if (refill()) continue;
    if (unread.empty()) return std::nullopt;
    scan(unread.size() - scanned);
    if (is_quoted) fail("a quote is never closed", kWrittenTwice);
    begin_ = end_;
    return unread;
  }
}

bool CsvRows::next(std::vector<std::string_view>& fields) {
  bool is_after_blank = false;
  while (auto row = take_row()) {
    if (!row->empty() && row->back() == '\r') *row = row->first(row->size() - 1);
    if (!row->empty() && is_after_blank) fail("follows an empty line", "Remove that line");
    if (!row->empty()) {
      split(*row, fields);
      return true;
    }
    is_after_blank = true;
  }
  return false;
}

// Fields between blanks and tabs; those at the ends of the row part nothing.
void CsvRows::split_at_blanks(std::span<char> row, std::vector<std::string_view>& fields) const {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  fields.clear();
  for (;;) {
    while (!row.empty() && is_blank(row.front())) row = row.subspan(1);
    if (row.empty()) return;
    if (row.front() == '"') {
      fields.push_back(take_quoted(row));
      if (!row.empty() && !is_blank(row.front()))
        fail(fmt::format("field {}: text after its closing quote", fields.size()), kWrittenTwice);
      continue;
    }
    const auto end = std::find_if(row.begin(), row.end(), is_blank);
    const auto length = static_cast<std::size_t>(end - row.begin());
    fields.emplace_back(row.data(), length);
    row = row.subspan(length);
  }
}

// Takes the fields off the row one by one. After each the rest is empty or begins with the
// delimiter.
void CsvRows::split(std::span<char> row, std::vector<std::string_view>& fields) const {
  if (delimiter_ == kBlanks) return split_at_blanks(row, fields);
  const bool has_quotes = find(row, '"') != nullptr;
  fields.clear();
  for (;;) {
    const bool is_quoted = has_quotes && !row.empty() && row.front() == '"';
    fields.push_back(is_quoted ? take_quoted(row) : take_plain(row));
    if (!is_quoted && has_quotes && fields.back().find('"') != std::string_view::npos)
      fail(fmt::format("field {}: a quote inside a field without quotes", fields.size()),
           "Put the field into quotes and write its own twice");
    if (row.empty()) return;
    if (row.front() != delimiter_)
      fail(fmt::format("field {}: text after its closing quote", fields.size()), kWrittenTwice);
    row = row.subspan(1);
  }
}

// Unquotes the field in place: "" becomes ".
std::string_view CsvRows::take_quoted(std::span<char>& row) const {
  char* const text = row.data();
  std::size_t read = 1, length = 0;  // the number of quotes is even: the closing one exists
  while (row[read] != '"' || (read + 1 < row.size() && row[read + 1] == '"')) {
    if (row[read] == '"') ++read;
    text[length++] = row[read++];
  }
  row = row.subspan(read + 1);
  return {text, length};
}

std::string_view CsvRows::take_plain(std::span<char>& row) const {
  const char* delimiter = find(row, delimiter_);
  const auto length =
      delimiter == nullptr ? row.size() : static_cast<std::size_t>(delimiter - row.data());
  const std::string_view field(row.data(), length);
  row = row.subspan(length);
  return trim_blanks(field);
}

std::uint64_t count_lines(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::vector<char> block(kBlock);
  std::uint64_t lines = 0;
  while (in.read(block.data(), kBlock) || in.gcount() > 0)
    lines +=
        static_cast<std::uint64_t>(std::count(block.begin(), block.begin() + in.gcount(), '\n'));
  return lines;
}

}  // namespace ice::data
