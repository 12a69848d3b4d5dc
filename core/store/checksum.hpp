#pragma once
// Checksums over rows. They include every value and its type, so that any changed value is found.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// SHA-256 over a sequence of SQL values: call add() for each, then finish(). Numbers are hashed as
/// SQLite returns them (a whole number in a REAL column is a double), in the byte order of the
/// machine, which is little-endian on all that ice supports. Not thread-safe: one thread at a time.
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
  /// Adds the columns [first, end) of the statement's current row.
  void add_columns(const Statement& row, int first, int end);

  /// The checksum as 64 hex digits. The object can then be used for other values.
  [[nodiscard]] std::string finish();

 private:
  void append(char tag, const void* bytes, std::size_t size);
  void append_bytes(char tag, std::string_view bytes);
  void flush();

  std::string buffer_;  // collects values, because hashing large pieces is faster
  base::Sha256 hash_;
};

/// The checksum of a link between a revision of a study and a run: the CRC-32 of these values.
[[nodiscard]] std::int64_t link_checksum(std::string_view study, std::string_view spec_sha256,
                                         std::string_view run_key, std::uint64_t cell,
                                         std::uint64_t plan);

}  // namespace ice::store
