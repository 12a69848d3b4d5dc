#include "store/checksum.hpp"

#include <fmt/format.h>

namespace ice::store {
namespace {

constexpr std::size_t kPiece = 1 << 14;

}  // namespace

void RowSum::append(char tag, const void* bytes, std::size_t size) {
  buffer_ += tag;
  buffer_.append(static_cast<const char*>(bytes), size);
  if (buffer_.size() >= kPiece) flush();
}

void RowSum::append_bytes(char tag, std::string_view bytes) {
  const std::uint64_t size = bytes.size();
  append(tag, &size, sizeof size);
  buffer_.append(bytes);
}

void RowSum::flush() {
  hash_.update(buffer_);
  buffer_.clear();
}

void RowSum::add(std::int64_t value) { append('i', &value, sizeof value); }
void RowSum::add(double value) {
  value += 0.0;  // makes -0 to 0, as SQLite does
  append('r', &value, sizeof value);
}
void RowSum::add(std::string_view value) { append_bytes('t', value); }

void RowSum::add_columns(const Statement& row, int first, int end) {
  for (int column = first; column < end; ++column) {
    switch (row.type(column)) {
      case Statement::Type::kNull:
        add(nullptr);
        break;
      case Statement::Type::kInteger:
        add(row.integer(column));
        break;
      case Statement::Type::kReal:
        add(row.real(column));
        break;
      case Statement::Type::kText:
        add(row.text(column));
        break;
      case Statement::Type::kBlob:  // only in a damaged store
        append_bytes('b', row.text(column));
        break;
    }
  }
}

std::string RowSum::finish() {
  flush();
  return hash_.finish_hex();
}

std::int64_t link_checksum(std::string_view study, std::string_view spec_sha256,
                           std::string_view run_key, std::uint64_t cell, std::uint64_t plan) {
  const std::string text = fmt::format("{} {} {} {} {}", study, spec_sha256, run_key, cell, plan);
  return base::crc32_of({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

}  // namespace ice::store
