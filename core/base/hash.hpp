#pragma once
// SHA-256 (identity of runs, data and plugins), digests as text, and CRC-32 (frames between
// processes).
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace ice::base {

/// Computes the SHA-256 of bytes that arrive in pieces: call update() for each piece, then
/// finish_hex(). Not copyable. Not thread-safe: one thread at a time.
class Sha256 {
 public:
  /// Throws Error when OpenSSL does not offer SHA-256.
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void update(const void* data, std::size_t bytes);
  void update(std::string_view text) { update(text.data(), text.size()); }

  /// Returns the digest of all bytes since construction or the last finish_hex(), as 64 lower-case
  /// hex digits. The object can then be used for other bytes.
  [[nodiscard]] std::string finish_hex();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// The SHA-256 of a text, as 64 lower-case hex digits.
[[nodiscard]] std::string sha256_hex(std::string_view text);

/// The SHA-256 of a file's bytes, as 64 lower-case hex digits. Throws UserError naming the file
/// when it cannot be opened.
[[nodiscard]] std::string sha256_file(const std::filesystem::path& file);

/// Bytes as lower-case hex digits, two each.
[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> bytes);

/// The bytes that hex digits of either case spell: `hex` has two for each of `bytes`.
void from_hex(std::string_view hex, std::span<std::uint8_t> bytes);

/// Bytes in Base64 (RFC 4648), padded.
[[nodiscard]] std::string to_base64(std::span<const std::uint8_t> bytes);

/// CRC-32 (the one of gzip) of some bytes.
[[nodiscard]] std::uint32_t crc32_of(std::span<const std::uint8_t> bytes);

}  // namespace ice::base
