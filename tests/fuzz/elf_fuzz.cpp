// Any bytes as a shared library: refused as the user's fault, or its sections are those bytes of
// the file that their headers name.
#include "base/error.hpp"
#include "fuzz.hpp"
#include "library.hpp"
#include "plugin/elf_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ice::fuzz::MemoryFile file;
  const std::string_view bytes = ice::fuzz::text_of(data, size);
  file.set(bytes);
  try {
    const ice::plugin::ElfFile elf(file.path());
    for (const char* name : {ICE_CARD_SECTION, ".shstrtab", "", "none"}) {
      const Elf64_Shdr* const section = elf.section(name);
      if (section != nullptr && section->sh_type != SHT_NOBITS)
        ice::fuzz::require(elf.read(section->sh_offset, section->sh_size) ==
                           bytes.substr(section->sh_offset, section->sh_size));
    }
  } catch (const ice::base::UserError&) {
  }
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned /*seed*/) {
  static const std::string kSound = ice::fuzz::library_with(ice::fuzz::sound_card());
  return ice::fuzz::mutated(kSound, data, size, max_size);
}
