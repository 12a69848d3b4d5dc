// What is read from a library's file before anything is loaded: damaged copies of a sound library,
// each refused with its own text.
#include "plugin/build_card.hpp"

#include <elf.h>
#include <sys/stat.h>

#include <armadillo>
#include <catch2/catch.hpp>
#include <cstddef>
#include <cstring>

#include "base/rng.hpp"
#include "ice/abi.h"
#include "libraries.hpp"

using namespace ice;
using namespace ice::plugin;
using namespace ice::plugin::test;
using Catch::Matchers::StartsWith;

static const std::string kMagic = std::string(ICE_CARD_MAGIC) + '\0';  // as it stands in the file

namespace {

const std::string& good() {
  static const std::string bytes = bytes_of(sound("acme"));
  return bytes;
}

std::string refusal(const std::string& bytes) {
  const LibraryFolder folder;
  const fs::path file = folder.write("damaged.ice.so", bytes);
  return error_of([&] { (void)read_card(file); });
}

template <class T>
std::string with(std::size_t offset, T value) {
  std::string bytes = good();
  std::memcpy(bytes.data() + offset, &value, sizeof value);
  return bytes;
}

template <class T>
std::string with_card(std::size_t offset, T value) {
  return with(good().find(kMagic) + offset, value);
}

}  // namespace

TEST_CASE("card: says who built the library, from what and for which ice") {
  const Card card = read_card(sound("acme"));
  CHECK(card.abi == ICE_ABI);
  CHECK(card.sdk == ICE_SDK_VERSION);
  CHECK(card.package == "acme");
  CHECK(card.version == "1.2.3");
  CHECK(card.licence == "MIT");
  CHECK(card.armadillo == std::to_string(ARMA_VERSION_MAJOR) + "." +
                              std::to_string(ARMA_VERSION_MINOR) + "." +
                              std::to_string(ARMA_VERSION_PATCH));
  CHECK(card.compiler.find(std::string(__VERSION__).substr(0, 30)) != std::string::npos);
  CHECK(to_value(card)["sdk"] == "0.1.0");
}

TEST_CASE("card: flags tell with and without Armadillo's checks apart") {
  CHECK((read_card(sound("misbehaving")).flags & ICE_CARD_ARMA_NO_DEBUG) != 0);
  CHECK((read_card(sound("misbehaving_checked")).flags & ICE_CARD_ARMA_NO_DEBUG) == 0);
}

TEST_CASE("card: what is no regular file is refused") {
  const LibraryFolder folder;
  const auto text = [](const fs::path& file) { return error_of([&] { (void)read_card(file); }); };
  CHECK(text(folder.path()) == "is not a regular file. Name the NAME.ice.so file.");
  CHECK(text(folder.path() / "absent.ice.so") == "cannot be opened: No such file or directory");
  REQUIRE(::mkfifo((folder.path() / "pipe.ice.so").c_str(), 0600) == 0);
  CHECK(text(folder.path() / "pipe.ice.so") == "is not a regular file. Name the NAME.ice.so file.");
}

TEST_CASE("card: text and empty files are refused") {
  CHECK(refusal("#!/bin/sh\necho plugin\n") ==
        "is not an ELF file, so it is not a shared library. Name the NAME.ice.so file.");
  CHECK(refusal("\x7f") == "truncated: needs 64 bytes, has 1. Copy or build it again.");
  CHECK(refusal("") == "is empty. Copy or build it again.");
}

TEST_CASE("card: a file cut at any length is refused with both sizes") {
  const std::string size = std::to_string(good().size());
  CHECK(refusal(good().substr(0, 3000)) ==
        "truncated: needs " + size + " bytes, has 3000. Copy or build it again.");
  const std::size_t stride = good().size() / 300;
  for (std::size_t length = 1; length < good().size(); length += length < 200 ? 1 : stride) {
    CAPTURE(length);
    CHECK_THAT(refusal(good().substr(0, length)), StartsWith("truncated: needs "));
  }
  CHECK_THAT(refusal(good().substr(0, good().size() - 1)), StartsWith("truncated: needs " + size));
}

TEST_CASE("card: a library for another machine is refused") {
  CHECK(refusal(with<std::uint16_t>(offsetof(Elf64_Ehdr, e_machine), EM_AARCH64)) ==
        "is built for AArch64, this host is x86-64. Build it again on this machine.");
  CHECK(refusal(with<std::uint16_t>(offsetof(Elf64_Ehdr, e_machine), 4711)) ==
        "is built for ELF machine 4711, this host is x86-64. Build it again on this machine.");
  CHECK(refusal(with<unsigned char>(EI_DATA, ELFDATA2MSB)) ==
        "is built for a big-endian machine, this host is x86-64. Build it again on this machine.");
  CHECK(refusal(with<unsigned char>(EI_CLASS, ELFCLASS32)) ==
        "is a 32-bit library, this host is 64-bit. Build it again on this machine.");
}

TEST_CASE("card: programs and object files are refused") {
  const std::string program = "is a program, not a shared library. Build it with ice_add_plugin.";
  CHECK(refusal(with<std::uint16_t>(offsetof(Elf64_Ehdr, e_type), ET_EXEC)) == program);
  CHECK(error_of([] { (void)read_card("/proc/self/exe"); }) == program);  // position-independent
  CHECK(refusal(with<std::uint16_t>(offsetof(Elf64_Ehdr, e_type), ET_REL)) ==
        "is an ELF file but not a shared library. Build it with ice_add_plugin.");
}

TEST_CASE("card: headers that lie about sizes are refused") {
  CHECK(refusal(with<std::uint16_t>(offsetof(Elf64_Ehdr, e_shentsize), 12)) ==
        "has a damaged ELF header. Copy or build it again.");
  CHECK(refusal(with<std::uint16_t>(offsetof(Elf64_Ehdr, e_phentsize), 12)) ==
        "has a damaged ELF header. Copy or build it again.");
  CHECK_THAT(refusal(with<std::uint64_t>(offsetof(Elf64_Ehdr, e_shoff), ~0ULL)),
             StartsWith("truncated: needs 18446744073709551615 bytes"));
  CHECK_THAT(refusal(with<std::uint64_t>(offsetof(Elf64_Ehdr, e_phoff), 1ULL << 40)),
             StartsWith("truncated: needs 10995116"));
}

TEST_CASE("card: a library without a card is refused") {
  const std::string text =
      "no .ice_build section, so it is not an ice plugin. Is ICE_LIBRARY(...) in exactly one "
      "source file?";
  CHECK(error_of([] { (void)read_card(faulty("no_card")); }) == text);
  CHECK(refusal(with<std::uint16_t>(offsetof(Elf64_Ehdr, e_shnum), 0)) == text);
  CHECK(refusal(with<std::uint16_t>(offsetof(Elf64_Ehdr, e_shstrndx), 0)) == text);
}

TEST_CASE("card: a card that is not in the file is refused") {
  CHECK(error_of([] { (void)read_card(faulty("late_card")); }) ==
        "its build card is not constant data in the file. Declare it constexpr, as ICE_LIBRARY "
        "does.");
}

TEST_CASE("card: wrong magic, size, ABI and SDK are refused") {
  CHECK(refusal(with_card<char>(0, 'J')) ==
        "its .ice_build section holds no build card. Only ICE_LIBRARY(...) writes one; build it "
        "again.");
  CHECK(refusal(with_card<std::uint32_t>(offsetof(ice_card, size), 20)) ==
        "its build card says it has 20 bytes, expected at least 248. Rebuild against this SDK.");
  CHECK(refusal(with_card<std::uint32_t>(offsetof(ice_card, size), 247)) ==
        "its build card says it has 247 bytes, expected at least 248. Rebuild against this SDK.");
  CHECK(refusal(with_card<std::uint32_t>(offsetof(ice_card, size), 400)).empty());  // it grew
  CHECK(refusal(with_card<std::uint32_t>(offsetof(ice_card, abi), 0)) ==
        "plugin ABI 0, this host speaks ABI 1 (ice 0.1.0). Rebuild against this SDK.");
  CHECK(refusal(with_card<std::uint32_t>(offsetof(ice_card, sdk), 201)) ==
        "built with SDK 0.2.1, which is newer than this host (ice 0.1.0). Rebuild against this "
        "SDK, or use ice >= 0.2.");
}

TEST_CASE("card: another ABI names the ice that speaks it") {
  std::string bytes = with_card<std::uint32_t>(offsetof(ice_card, abi), 2);
  const std::uint32_t sdk = 200;
  std::memcpy(bytes.data() + bytes.find(kMagic) + offsetof(ice_card, sdk), &sdk, sizeof sdk);
  CHECK(refusal(bytes) ==
        "plugin ABI 2, this host speaks ABI 1 (ice 0.1.0). Rebuild against this SDK, or use ice >= "
        "0.2.");
}

TEST_CASE("card: a sanitizer that the host lacks is refused") {
  CHECK(refusal(with_card<std::uint32_t>(offsetof(ice_card, flags),
                                         ICE_CARD_ADDRESS_SANITIZER | ICE_CARD_THREAD_SANITIZER)) ==
        "built with a sanitizer that this ice was built without. Rebuild one of them with the "
        "other's -fsanitize.");
}

TEST_CASE("card: texts without an end or not UTF-8 are refused") {
  const std::string damaged = "a text of its build card is damaged. Build it again.";
  const auto endless = [](std::size_t offset, std::size_t size) {
    std::string bytes = good();
    bytes.replace(bytes.find(kMagic) + offset, size, size, 'x');
    return bytes;
  };
  CHECK(refusal(endless(offsetof(ice_card, package), sizeof ice_card::package)) == damaged);
  CHECK(refusal(with_card<char>(offsetof(ice_card, licence), '\xff')) == damaged);
}

TEST_CASE("card: no change of single bytes in the file's tables harms the reader") {
  base::Stream random(7, base::Purpose::kData);
  const std::uint64_t sections = reinterpret_cast<const Elf64_Ehdr*>(good().data())->e_shoff;
  const LibraryFolder folder;
  std::size_t refused = 0;
  for (int i = 0; i < 2000; ++i) {
    std::string bytes = good();
    const std::uint64_t at = i % 2 == 0 ? random.below(64 + 12 * sizeof(Elf64_Phdr))
                                        : sections + random.below(bytes.size() - sections);
    bytes[at] = static_cast<char>(random.next32());
    const fs::path file = folder.write("mutated.ice.so", bytes);
    refused += error_of([&] { (void)read_card(file); }).empty() ? 0 : 1;
  }
  CHECK(refused > 100);  // many bytes matter; the others leave the card readable
}
