#pragma once
// The smallest library that has a build card.
#include <elf.h>

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

#include "ice/abi.h"

namespace ice::fuzz {

/// The bytes of a shared library for this machine, as they are in its file: a header, a segment,
/// the table of sections and their names. The build card comes last.
struct Library {
  Elf64_Ehdr header{};
  Elf64_Phdr segment{};
  Elf64_Shdr sections[3]{};
  char names[32] = "\0" ICE_CARD_SECTION "\0.shstrtab";

  explicit Library(std::size_t card_size) {
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_ident[EI_CLASS] = ELFCLASS64;
    header.e_ident[EI_DATA] = ELFDATA2LSB;
    header.e_type = ET_DYN;
#if defined(__x86_64__)
    header.e_machine = EM_X86_64;
#else
    header.e_machine = EM_AARCH64;
#endif
    header.e_phoff = offsetof(Library, segment);
    header.e_phnum = 1;
    header.e_phentsize = sizeof(Elf64_Phdr);
    header.e_shoff = offsetof(Library, sections);
    header.e_shnum = 3;
    header.e_shentsize = sizeof(Elf64_Shdr);
    header.e_shstrndx = 1;
    sections[1].sh_name = sizeof ICE_CARD_SECTION + 1;
    sections[1].sh_type = SHT_STRTAB;
    sections[1].sh_offset = offsetof(Library, names);
    sections[1].sh_size = sizeof names;
    sections[2].sh_name = 1;
    sections[2].sh_type = SHT_PROGBITS;
    sections[2].sh_offset = sizeof(Library);
    sections[2].sh_size = card_size;
  }
};

/// A library whose build card has these bytes.
inline std::string library_with(std::string_view card) {
  const Library library(card.size());
  return std::string(reinterpret_cast<const char*>(&library), sizeof library).append(card);
}

/// The bytes of a build card that this host accepts.
inline std::string sound_card() {
  ice_card card{};
  std::memcpy(card.magic, ICE_CARD_MAGIC, sizeof card.magic);
  card.size = sizeof card;
  card.abi = ICE_ABI;
  card.sdk = ICE_SDK_VERSION;
  std::strcpy(card.package, "acme");
  return {reinterpret_cast<const char*>(&card), sizeof card};
}

}  // namespace ice::fuzz
