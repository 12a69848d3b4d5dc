#pragma once
// SHA-256 (identity of runs, data and plugins) and CRC-32 (frames between processes).
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace ice::base {

/// SHA-256 of bytes given in pieces. Not copyable; one thread at a time.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void update(const void* data, std::size_t bytes);
  void update(std::string_view text) { update(text.data(), text.size()); }

  /// The digest as 64 lower-case hex digits; the object starts anew afterwards.
  [[nodiscard]] std::string finish_hex();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// SHA-256 of a text, as 64 lower-case hex digits.
[[nodiscard]] std::string sha256_hex(std::string_view text);

/// SHA-256 of a file's bytes. Throws UserError naming the file when it cannot be read.
[[nodiscard]] std::string sha256_file(const std::filesystem::path& file);

/// CRC-32 (the one of gzip) of some bytes.
[[nodiscard]] std::uint32_t crc32_of(std::span<const std::uint8_t> bytes);

}  // namespace ice::base
