#pragma once
// Computes SHA-256 (FIPS 180-4), which identifies runs, data sets and plugin files, and CRC-32,
// which protects the frames between the coordinator and its workers. The functions may be called
// from any thread.
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

/// The CRC-32 of some bytes, with gzip's polynomial (RFC 1952).
[[nodiscard]] std::uint32_t crc32_of(std::span<const std::uint8_t> bytes);

}  // namespace ice::base
