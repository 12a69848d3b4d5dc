#include "plugin/build_card.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "ice/abi.h"
#include "plugin/elf_file.hpp"

namespace ice::plugin {
namespace {

constexpr std::string_view kNoSection =
    "no " ICE_CARD_SECTION " section, so it is not an ice plugin";

// The version as text: 100 -> "0.1.0".
std::string version_text(std::uint32_t sdk) {
  return fmt::format("{}.{}.{}", sdk / 10000, sdk / 100 % 100, sdk % 100);
}

// The release of ice that accepts libraries of this SDK: "0.2" for SDK 0.2.1.
std::string release_text(std::uint32_t sdk) {
  return fmt::format("{}.{}", sdk / 10000, sdk / 100 % 100);
}

ice_card read_raw(const ElfFile& elf) {
  const Elf64_Shdr* const section = elf.section(ICE_CARD_SECTION);
  if (section == nullptr) {
    throw base::UserError("", std::string(kNoSection),
                          "Is ICE_LIBRARY(...) in exactly one source file?");
  }
  if (section->sh_type != SHT_PROGBITS) {
    throw base::UserError("", "its build card is not constant data in the file",
                          "Declare it constexpr, as ICE_LIBRARY does.");
  }
  if (section->sh_size < ICE_CARD_V1_SIZE) {
    throw base::UserError("",
                          fmt::format("its build card has {} bytes, expected at least {}",
                                      section->sh_size, ICE_CARD_V1_SIZE),
                          "Rebuild against this SDK.");
  }
  ice_card card{};  // an older SDK's may be shorter than this host's, a newer one's longer
  const std::size_t size = std::min<std::size_t>(section->sh_size, sizeof card);
  std::memcpy(&card, elf.read(section->sh_offset, size).data(), size);
  return card;
}

void check_magic(const ice_card& card) {
  if (std::memcmp(card.magic, ICE_CARD_MAGIC, sizeof card.magic) != 0) {
    throw base::UserError("", "its " ICE_CARD_SECTION " section holds no build card",
                          "Only ICE_LIBRARY(...) writes one; build it again.");
  }
}

void check_abi(const ice_card& card) {
  if (card.abi == ICE_ABI) return;
  std::string hint = "Rebuild against this SDK";
  if (card.abi > ICE_ABI) hint += ", or use ice >= " + release_text(card.sdk);
  throw base::UserError("",
                        fmt::format("plugin ABI {}, this host speaks ABI {} (ice {})", card.abi,
                                    ICE_ABI, version_text(ICE_SDK_VERSION)),
                        hint + ".");
}

void check_sdk(const ice_card& card) {
  if (card.sdk <= ICE_SDK_VERSION) return;
  throw base::UserError(
      "",
      fmt::format("built with SDK {}, which is newer than this host (ice {})",
                  version_text(card.sdk), version_text(ICE_SDK_VERSION)),
      fmt::format("Rebuild against this SDK, or use ice >= {}.", release_text(card.sdk)));
}

void check_size(const ice_card& card) {
  if (card.size >= ICE_CARD_V1_SIZE) return;
  throw base::UserError("",
                        fmt::format("its build card says it has {} bytes, expected at least {}",
                                    card.size, ICE_CARD_V1_SIZE),
                        "Rebuild against this SDK.");
}

constexpr std::uint32_t host_sanitizers() {
  std::uint32_t flags = 0;
#if defined(__SANITIZE_ADDRESS__)
  flags |= ICE_CARD_ADDRESS_SANITIZER;
#endif
#if defined(__SANITIZE_THREAD__)
  flags |= ICE_CARD_THREAD_SANITIZER;
#endif
  return flags;
}

// A library built with a sanitizer needs the sanitizer's runtime, which must be loaded before
// everything else: it would end a program that was built without it.
void check_sanitizers(const ice_card& card) {
  constexpr std::uint32_t kSanitizers = ICE_CARD_ADDRESS_SANITIZER | ICE_CARD_THREAD_SANITIZER;
  if ((card.flags & kSanitizers & ~host_sanitizers()) == 0) return;
  throw base::UserError("", "built with a sanitizer that this ice was built without",
                        "Rebuild one of them with the other's -fsanitize.");
}

template <std::size_t N>
std::string text(const char (&field)[N]) {
  std::string out(field, strnlen(field, N));
  if (out.size() == N || !base::is_utf8(out)) {
    throw base::UserError("", "a text of its build card is damaged", "Build it again.");
  }
  return out;
}

}  // namespace

base::Value to_value(const Card& card) {
  base::Value flags = base::Value::array();
  if (card.flags & ICE_CARD_ADDRESS_SANITIZER) flags.push_back("address_sanitizer");
  if (card.flags & ICE_CARD_THREAD_SANITIZER) flags.push_back("thread_sanitizer");
  if (card.flags & ICE_CARD_ARMA_32BIT) flags.push_back("arma_32bit_word");
  if (card.flags & ICE_CARD_ARMA_NO_DEBUG) flags.push_back("arma_no_debug");
  if (card.flags & ICE_CARD_OLD_STRING_ABI) flags.push_back("old_string_abi");
  return {{"abi", card.abi},
          {"sdk", version_text(card.sdk)},
          {"flags", flags},
          {"armadillo", card.armadillo},
          {"compiler", card.compiler},
          {"package", card.package},
          {"version", card.version},
          {"licence", card.licence}};
}

Card read_card(const std::filesystem::path& file) {
  const ice_card raw = read_raw(ElfFile(file));
  check_magic(raw);
  check_abi(raw);
  check_size(raw);
  check_sdk(raw);
  check_sanitizers(raw);
  return {raw.abi,
          raw.sdk,
          raw.flags,
          text(raw.armadillo),
          text(raw.compiler),
          text(raw.package),
          text(raw.version),
          text(raw.licence)};
}

}  // namespace ice::plugin
