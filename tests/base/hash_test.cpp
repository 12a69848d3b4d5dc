#include "base/hash.hpp"

#include <array>
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "support/temporary_folder.hpp"

using namespace ice::base;

TEST_CASE("hash: SHA-256 gives the digests of FIPS 180-4") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256 hash;
  for (int i = 0; i < 1000; ++i) hash.update(std::string(1000, 'a'));
  CHECK(hash.finish_hex() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("hash: an object starts anew after it was finished") {
  Sha256 hash;
  hash.update("something");
  (void)hash.finish_hex();
  hash.update("abc");
  CHECK(hash.finish_hex() == sha256_hex("abc"));
}

TEST_CASE("hash: a file's digest is that of its bytes; a missing file is named") {
  const ice::test::TemporaryFolder folder;
  CHECK(sha256_file(folder.write("abc", "abc")) == sha256_hex("abc"));
  CHECK_THROWS_WITH(sha256_file(folder.path()),
                    folder.path().string() + ": cannot be read: Is a directory");
  CHECK_THROWS_WITH(sha256_file(folder / "missing"),
                    (folder / "missing").string() + ": cannot be read: No such file or directory");
}

TEST_CASE("hash: bytes are two hex digits each, and come back from either case") {
  const std::array<std::uint8_t, 4> bytes{0x00, 0x0F, 0xA9, 0xFF};
  CHECK(to_hex(bytes) == "000fa9ff");
  CHECK(to_hex({}).empty());
  std::array<std::uint8_t, 4> back{};
  from_hex("000fA9fF", back);
  CHECK(back == bytes);
}

TEST_CASE("hash: CRC-32 gives its check value") {
  const std::string text = "123456789";
  CHECK(crc32_of({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}) == 0xcbf43926);
}

TEST_CASE("hash: Base64 of RFC 4648's examples") {
  const auto encoded = [](std::string_view text) {
    return to_base64({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  };
  CHECK(encoded("").empty());
  CHECK(encoded("f") == "Zg==");
  CHECK(encoded("fo") == "Zm8=");
  CHECK(encoded("foo") == "Zm9v");
  CHECK(encoded("foobar") == "Zm9vYmFy");
}
