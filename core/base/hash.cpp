#include "base/hash.hpp"

#include <openssl/evp.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <vector>

#include "base/error.hpp"

namespace ice::base {

struct Sha256::Context {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> md{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
  void start() const {
    if (EVP_DigestInit_ex(md.get(), EVP_sha256(), nullptr) != 1)
      throw Error("SHA-256 is not available");
  }
};

Sha256::Sha256() : context_(std::make_unique<Context>()) { context_->start(); }
Sha256::~Sha256() = default;

void Sha256::update(const void* data, std::size_t bytes) {
  EVP_DigestUpdate(context_->md.get(), data, bytes);
}

std::string Sha256::finish_hex() {
  std::array<std::uint8_t, 32> digest{};
  EVP_DigestFinal_ex(context_->md.get(), digest.data(), nullptr);
  context_->start();
  return to_hex(digest);
}

std::string sha256_hex(std::string_view text) {
  Sha256 hash;
  hash.update(text);
  return hash.finish_hex();
}

std::string sha256_file(const std::filesystem::path& file) {
  const auto require = [&](bool holds) {
    if (!holds)
      throw UserError(file.string(), std::string("cannot be read: ") + std::strerror(errno));
  };
  std::ifstream in(file, std::ios::binary);
  require(in.is_open());
  Sha256 hash;
  std::vector<char> block(1 << 16);
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0) {
    hash.update(block.data(), static_cast<std::size_t>(in.gcount()));
  }
  require(!in.bad());
  return hash.finish_hex();
}

std::string to_hex(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

void from_hex(std::string_view hex, std::span<std::uint8_t> bytes) {
  for (std::uint8_t& byte : bytes) {
    std::from_chars(hex.data(), hex.data() + 2, byte, 16);
    hex.remove_prefix(2);
  }
}

std::string to_base64(std::span<const std::uint8_t> bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL ends it with a zero
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(),
                                   static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

std::uint32_t crc32_of(std::span<const std::uint8_t> bytes) {
  return static_cast<std::uint32_t>(crc32_z(0, bytes.data(), bytes.size()));
}

}  // namespace ice::base
