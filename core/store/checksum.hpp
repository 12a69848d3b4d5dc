#pragma once
// Checksums over rows: every value with its type goes in, so that any flipped one is found.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// SHA-256 over a sequence of SQL values. Numbers go in as SQLite gives them back (a whole number
/// of a REAL column as a double), in this machine's byte order: little-endian wherever ice runs.
class RowSum {
 public:
  void add(std::nullptr_t) { buffer_ += 'n'; }
  void add(std::int64_t value);
  void add(std::uint64_t value) { add(static_cast<std::int64_t>(value)); }
  void add(double value);
  void add(std::string_view value);
  void add(const std::string& value) { add(std::string_view(value)); }
  template <class T>
  void add(const std::optional<T>& value) {
    if (value) return add(*value);
    add(nullptr);
  }
  /// Columns [first, end) of the row on which the statement stands.
  void add_columns(const Statement& row, int first, int end);

  /// 64 hex digits; the sum starts anew.
  [[nodiscard]] std::string finish();

 private:
  void append(char tag, const void* bytes, std::size_t size);
  void append_bytes(char tag, std::string_view bytes);
  void flush();

  std::string buffer_;  // the hash is fed in large pieces
  base::Sha256 hash_;
};

/// The checksum of a link between a revision of a study and a run: CRC-32 of its values.
[[nodiscard]] std::int64_t link_checksum(std::string_view study, std::string_view spec_sha256,
                                         std::string_view run_key, std::uint64_t cell,
                                         std::uint64_t plan);

}  // namespace ice::store
